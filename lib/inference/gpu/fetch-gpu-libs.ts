import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { recordAcceptance, wasAccepted } from '@/lib/shared/accepted-terms'
import { fileHash } from '@/lib/inference/models/file-hash'
import { gpuLibraries } from '@/lib/inference/gpu/gpu-library-path'
import { takeFromWheel } from '@/lib/shared/wheel'

export interface Library {
  /** Path in the wheel. */
  member: string
  bytes: number
  sha256: string
}
export interface Wheel {
  package: string
  version: string
  platform: string
  file: string
  bytes: number
  sha256: string
  /** Path of the licence in the wheel. */
  licence: string
  libraries: Library[]
}
export interface Table {
  cuda: string
  glibc: string
  terms: { name: string; sha256: string }
  wheels: Wheel[]
}
interface Request {
  table: Table
  stateDir: string
  /** Whether wheels are downloaded, which takes room. */
  downloads: boolean
  by: string
  obtain: (wheel: Wheel, folder: string) => string | Promise<string>
  agree: (terms: { termsName: string; termsSha256: string; text: string }) => boolean | Promise<boolean>
  onFile?: (name: string) => void
}

const PARTIAL = /^gpu-libs\.partial-(\d+)(-former)?$/
export const LICENCE = 'NVIDIA-licence.txt'
const MIB = 1024 * 1024

/** A reason not to go on, as a sentence in both languages. */
export class Refusal extends Error {
  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(en)
  }
}

const librariesOf = ({ wheels }: Table): Library[] => wheels.flatMap(({ libraries }) => libraries)

/** Whether every library is in place and is the one of the table. */
async function inPlace(table: Table, folder: string): Promise<boolean> {
  for (const { member, sha256: expected } of librariesOf(table)) {
    const file = path.join(folder, path.basename(member))
    if (!existsSync(file) || (await fileHash(file)) !== expected) return false
  }
  return true
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Removes what a run that was killed has left; a run that is still at it keeps its folder. */
function clearLeftovers(stateDir: string): void {
  for (const name of readdirSync(stateDir)) {
    const [, pid] = PARTIAL.exec(name) ?? []
    if (pid && !alive(Number(pid))) rmSync(path.join(stateDir, name), { recursive: true })
  }
}

/** Bytes that the libraries take, and the wheels twice while pip moves them. */
function checkSpace(table: Table, stateDir: string, downloads: boolean): void {
  const sum = (list: readonly { bytes: number }[]): number =>
    list.reduce((total, { bytes }) => total + bytes, 0)
  const needed = sum(librariesOf(table)) + (downloads ? 2 * sum(table.wheels) : 0)
  const { bavail, bsize } = statfsSync(stateDir)
  if (bavail * bsize > needed) return
  const [need, have] = [Math.ceil(needed / MIB), Math.ceil((bavail * bsize) / MIB)]
  throw new Refusal(
    `磁盘空间不足：${stateDir} 需要 ${need} MiB，剩余 ${have} MiB。请清理后重试。`,
    `Too little disk space: ${stateDir} needs ${need} MiB, ${have} MiB are free. Free some and try again.`,
  )
}

/** The wheel, once its size and hash are those of the table. */
async function checkedWheel(wheel: Wheel, file: string): Promise<string> {
  if (existsSync(file) && statSync(file).size === wheel.bytes && (await fileHash(file)) === wheel.sha256) {
    return file
  }
  throw new Refusal(
    `${wheel.file} 缺失、不完整或与清单的 SHA-256 不符（应为 ${wheel.bytes} 字节，${wheel.sha256}）。未安装任何文件，请重新取得该文件。`,
    `${wheel.file} is missing, incomplete or not the one listed (${wheel.bytes} bytes, SHA-256 ${wheel.sha256}). Nothing was installed; get that file again.`,
  )
}

async function takeChecked(
  wheel: string,
  { member, sha256: expected }: Pick<Library, 'member' | 'sha256'>,
  target: string,
): Promise<void> {
  if ((await takeFromWheel(wheel, member, target)) === expected) return
  throw new Refusal(
    `${path.basename(member)} 与清单的 SHA-256 不符。未安装任何文件。`,
    `${path.basename(member)} does not have the SHA-256 listed. Nothing was installed.`,
  )
}

/** Asks for the terms in the licence file unless they were accepted before, and records who accepted them. */
async function requireTerms({ table, stateDir, by, agree }: Request, licence: string): Promise<void> {
  const subject = `nvidia-cuda-${table.cuda}`
  const { name: termsName, sha256: termsSha256 } = table.terms
  if (wasAccepted(stateDir, subject, termsSha256)) return
  const text = readFileSync(licence, 'utf8')
  if (!(await agree({ termsName, termsSha256, text }))) {
    throw new Refusal(
      `未接受 ${termsName}，未安装任何文件。请阅读 ${path.join(stateDir, LICENCE)}；同意后加 --accept-terms 重新运行。`,
      `The ${termsName} was not accepted and nothing was installed. Read ${path.join(stateDir, LICENCE)}; if you agree, run again with --accept-terms.`,
    )
  }
  recordAcceptance(stateDir, { subject, termsName, termsSha256, at: new Date().toISOString(), by })
}

/** Puts the new folder in the place of the old one, which a running portal may still have open. */
function replace(folder: string, partial: string): void {
  const former = `${partial}-former`
  if (existsSync(folder)) renameSync(folder, former)
  renameSync(partial, folder)
  rmSync(former, { recursive: true, force: true })
}

/**
 * Brings the libraries of the table into the state folder: all of them, each with the hash listed, or none. Returns
 * `present` when they are there already, else `installed`. `obtain` puts a wheel into a folder and returns its path;
 * `agree` shows the terms and returns whether they are accepted; `by` is who accepts. Throws Refusal with a sentence.
 */
export async function fetchGpuLibraries(request: Request): Promise<'present' | 'installed'> {
  const { table, stateDir, downloads, obtain, onFile = () => undefined } = request
  const folder = gpuLibraries(stateDir)
  if (await inPlace(table, folder)) return 'present'
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  clearLeftovers(stateDir)
  checkSpace(table, stateDir, downloads)
  const partial = path.join(stateDir, `gpu-libs.partial-${process.pid}`)
  const work = path.join(partial, 'work')
  try {
    mkdirSync(work, { recursive: true })
    for (const [index, wheel] of table.wheels.entries()) {
      const file = await checkedWheel(wheel, await obtain(wheel, work))
      // The smallest wheel comes first: the terms are in it, and nothing else is fetched before they are accepted.
      if (index === 0) {
        const licence = path.join(stateDir, LICENCE)
        rmSync(licence, { force: true })
        await takeChecked(file, { member: wheel.licence, sha256: table.terms.sha256 }, licence)
        await requireTerms(request, licence)
      }
      for (const library of wheel.libraries) {
        await takeChecked(file, library, path.join(partial, path.basename(library.member)))
        onFile(path.basename(library.member))
      }
    }
    rmSync(work, { recursive: true })
    replace(folder, partial)
    return 'installed'
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
}
