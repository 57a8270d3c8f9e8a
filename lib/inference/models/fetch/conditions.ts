import { createHash } from 'node:crypto'
import { closeSync, existsSync, openSync, readSync, statfsSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import path from 'node:path'
import { recordAcceptance, wasAccepted } from '@/lib/shared/accepted-terms'
import type { CatalogueFile, ModelEntry } from '@/lib/inference/models/catalogue'
import { ModelFailure, type Words } from '@/lib/inference/models/fetch/failure'

const GIB = 1024 ** 3
/** Room that a started portal needs beside a small model. */
const LEAST_MEMORY = 3 * GIB

/** Says one sentence in both languages. */
export type Say = (zh: string, en: string) => void
export interface Probe {
  /** Bytes. */
  freeBytes: (folder: string) => number
  freeMemory: () => number
}

/** What this machine has: free bytes of the disk under a folder, and of memory (`MemAvailable`, or the container's limit). */
export const machine: Probe = {
  freeBytes(folder) {
    const disk = statfsSync(folder)
    return disk.bavail * disk.bsize
  },
  freeMemory: () => process.availableMemory(),
}

const gib = (bytes: number): string => (bytes / GIB).toFixed(1)
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** Bytes of memory that running a model takes: its weights, its caches and the portal; at least 3 GiB. */
export function memoryNeeded(entry: ModelEntry): number {
  return Math.max(LEAST_MEMORY, 1.2 * sum(entry.files.map(({ bytes }) => bytes)) + 1.5 * GIB)
}

/** Why the machine has too little memory to run the model, as `[zh, en]`; null when it has enough. */
export function memoryShort(entry: ModelEntry, probe: Probe): Words | null {
  const [needed, free] = [memoryNeeded(entry), probe.freeMemory()] as const
  if (free >= needed) return null
  return [
    `运行此模型约需 ${gib(needed)} GiB 空闲内存，现有 ${gib(free)} GiB。`,
    `Running this model takes about ${gib(needed)} GiB of free memory; there are ${gib(free)} GiB.`,
  ]
}

/**
 * Throws ModelFailure when the disk has no room for what is still to fetch and a tenth more; where a file comes in wheels,
 * one of them lies beside it for a while. `partialBytes` are on disk already.
 */
export function checkDisk({
  missing,
  partialBytes,
  folders: [first, ...others],
  probe,
}: {
  missing: readonly CatalogueFile[]
  partialBytes: number
  folders: readonly [string, ...string[]]
  probe: Probe
}): void {
  const parts = missing.flatMap(({ sources }) =>
    sources.flatMap((source) => (source.kind === 'url' ? [] : source.parts)),
  )
  const whole = sum(missing.map(({ bytes }) => bytes))
  const needed = Math.max(0, whole - partialBytes) * 1.1 + Math.max(0, ...parts.map(({ bytes }) => bytes))
  // On another disk the whole file is copied once more.
  const apart = others.filter((folder) => statSync(folder).dev !== statSync(first).dev)
  const wanted = new Map([[first, needed], ...apart.map((folder) => [folder, whole * 1.1] as const)])
  for (const [folder, want] of wanted) {
    const free = probe.freeBytes(folder)
    if (free < want) {
      throw new ModelFailure(
        `磁盘空间不足：需要 ${gib(want)} GiB，剩余 ${gib(free)} GiB。请清理磁盘后重试。`,
        `Too little disk space: ${gib(want)} GiB needed, ${gib(free)} GiB free. Free some and try again.`,
      )
    }
  }
}

/** The `general.architecture` in a GGUF file's header, or null where it does not come first (GGUF v2 and v3). */
export function ggufArchitecture(file: string): string | null {
  const head = Buffer.alloc(4096)
  const handle = openSync(file, 'r')
  const length = readSync(handle, head, 0, head.length, 0)
  closeSync(handle)
  if (length < 100 || head.toString('latin1', 0, 4) !== 'GGUF') return null
  const text = (at: number): { value: string; end: number } | null => {
    const end = at + 8 + Number(head.readBigUInt64LE(at))
    return end + 12 > length ? null : { value: head.toString('utf8', at + 8, end), end }
  }
  const key = text(24)
  // Value type 8 is a string.
  if (key?.value !== 'general.architecture' || head.readUInt32LE(key.end) !== 8) return null
  return text(key.end + 4)?.value ?? null
}

/** Throws ModelFailure for the image projector that is published beside a multimodal model: it answers no question. */
export function refuseProjector(entry: ModelEntry, from: string | undefined): void {
  const named = (name: string): boolean => /mmproj/i.test(path.basename(name))
  const atHand = from !== undefined && existsSync(from) && statSync(from).isFile()
  if (
    entry.files.some((file) => named(file.path)) ||
    (from !== undefined && named(from)) ||
    (atHand && ggufArchitecture(from) === 'clip')
  ) {
    throw new ModelFailure(
      '这是图像投影文件（mmproj），不是语言模型，不能用来回答。请改用语言模型的 GGUF 文件。',
      'This is an image projector (mmproj), not a language model, and cannot answer. Use the GGUF file of the language model.',
    )
  }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}

/**
 * Sees to it that the terms of a model are accepted, once for each wording known by its name and address; what was accepted
 * is recorded. `acceptTerms` is true, or asks a person. Throws ModelFailure when they are not.
 */
export async function requireTerms({
  entry,
  stateDir,
  acceptTerms,
  say,
}: {
  entry: ModelEntry
  stateDir: string
  acceptTerms: boolean | (() => Promise<boolean>)
  say: Say
}): Promise<void> {
  const { name, url, acceptance } = entry.licence
  if (!acceptance) return
  const termsSha256 = createHash('sha256').update(`${name}\n${url}`).digest('hex')
  if (wasAccepted(stateDir, entry.id, termsSha256)) return
  say(`${entry.name} 的使用条款：${name}  ${url}`, `Terms of ${entry.name}: ${name}  ${url}`)
  if (!(typeof acceptTerms === 'function' ? await acceptTerms() : acceptTerms)) {
    throw new ModelFailure(
      '须先阅读并接受上述条款。接受后请加 --accept-terms 再次运行。',
      'These terms must be read and accepted first. To accept them, run it again with --accept-terms.',
    )
  }
  recordAcceptance(stateDir, {
    subject: entry.id,
    termsName: name,
    termsSha256,
    at: new Date().toISOString(),
    by: userName(),
  })
}
