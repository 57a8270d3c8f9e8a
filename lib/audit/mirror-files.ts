import 'server-only'
import {
  appendFileSync,
  closeSync,
  createReadStream,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { chainMac, type MacInput } from '@/lib/audit/chain-mac'
import { keyById } from '@/lib/audit/keys'
import { statePath } from '@/lib/config/env'

const LARGEST_FILE_BYTES = 64 * 1024 * 1024
/** No record is longer: its columns are bounded, its detail is a list of ids. */
const LONGEST_LINE_BYTES = 256 * 1024
const FILE = /^\d{4}-\d{2}-\d{2}(-\d{3})?\.jsonl$/
const FOLDER = /^audit-mirror(-unfit-\d{8}T\d{6}Z)?$/

const mirroredSchema = z.looseObject({ id: z.int(), mac: z.string() })
export type Mirrored = z.infer<typeof mirroredSchema>

const mirrorFolder = (): string => statePath('audit-mirror')

/** The files of a mirror, the oldest first. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => FILE.test(name))
  return names.sort().map((name) => path.join(folder, name))
}

function parseLine(line: string): Mirrored | null {
  try {
    return mirroredSchema.parse(JSON.parse(line))
  } catch {
    return null
  }
}

/** The end of a file, at most so many bytes. */
function endOf(handle: number, bytes: number): Buffer {
  const { size } = fstatSync(handle)
  const end = Buffer.alloc(Math.min(size, bytes))
  readSync(handle, end, 0, end.length, size - end.length)
  return end
}

/** The last whole line of a file, and how many bytes of a torn one stand after it. */
function lastLineOf(file: string): { record: Mirrored | null; torn: number } {
  const handle = openSync(file, 'r')
  try {
    const end = endOf(handle, LONGEST_LINE_BYTES)
    const last = end.lastIndexOf('\n')
    const line = end.subarray(end.lastIndexOf('\n', last - 1) + 1, Math.max(last, 0)).toString('utf8')
    return { record: parseLine(line), torn: end.length - last - 1 }
  } finally {
    closeSync(handle)
  }
}

/** The record that the mirror ends with; null without a mirror, `damaged` when its end is no record. */
export function mirrorEnd(): Mirrored | 'damaged' | null {
  const newest = filesIn(mirrorFolder()).findLast((file) => statSync(file).size > 0)
  if (!newest) return null
  return lastLineOf(newest).record ?? 'damaged'
}

function readableEnd(): Mirrored | 'damaged' | null {
  try {
    return mirrorEnd()
  } catch {
    return 'damaged'
  }
}

/** Whether the mac of a mirrored record proves that the portal wrote it. */
export function isOwnRecord(record: Mirrored): boolean {
  const key = keyById('audit-chain', String(record['keyId']))
  const row = { ...record, at: new Date(String(record['at'])) } as MacInput
  return key !== null && chainMac(row, key.key) === record.mac
}

/** The record that the mirror ends with, if it can be read and is one of the portal's own; else null. */
export function lastMirrored(): Mirrored | null {
  const end = readableEnd()
  return end !== null && end !== 'damaged' && isOwnRecord(end) ? end : null
}

/** Cuts off what a crash left of a line, so that the next one begins on a line of its own. */
export function mendMirror(): void {
  for (const file of filesIn(mirrorFolder()).slice(-1)) {
    const { torn } = lastLineOf(file)
    if (torn === 0) continue
    const handle = openSync(file, 'r+')
    try {
      ftruncateSync(handle, fstatSync(handle).size - torn)
    } finally {
      closeSync(handle)
    }
  }
}

/** The file of a day; a full one is followed by `-001`, `-002` … */
function fileFor(day: string): string {
  for (let part = 0; ; part++) {
    const name = part === 0 ? `${day}.jsonl` : `${day}-${String(part).padStart(3, '0')}.jsonl`
    const file = path.join(mirrorFolder(), name)
    if (!existsSync(file) || statSync(file).size < LARGEST_FILE_BYTES) return file
  }
}

/** The day of the newest file, or today: a clock that was set back must not write before what is there. */
function dayToWrite(): string {
  const today = new Date().toISOString().slice(0, 10)
  const newest = path.basename(filesIn(mirrorFolder()).at(-1) ?? '').slice(0, 10)
  return newest > today ? newest : today
}

/** Appends lines to the newest file. Throws what the file system throws. */
export function appendToMirror(lines: readonly string[]): void {
  mkdirSync(mirrorFolder(), { recursive: true, mode: 0o700 })
  appendFileSync(fileFor(dayToWrite()), lines.map((line) => `${line}\n`).join(''), { mode: 0o600 })
}

/** Puts the mirror aside under a name that says so, for a new one to begin. Returns the name. */
export function putMirrorAside(): string {
  const name = `audit-mirror-unfit-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}`
  renameSync(mirrorFolder(), statePath(name))
  return name
}

/** The records of the mirror in order, a file at a time, never a whole one in memory; null for a line that is none. */
export async function* mirroredRecords(): AsyncGenerator<Mirrored | null> {
  for (const file of filesIn(mirrorFolder())) {
    const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity })
    for await (const line of lines) yield parseLine(line)
  }
}

/** Removes the files, of this mirror and of those put aside, that hold nothing after a record; the newest one stays. */
export function pruneMirror(upToId: number): void {
  const newest = filesIn(mirrorFolder()).at(-1)
  for (const name of readdirSync(statePath()).filter((entry) => FOLDER.test(entry))) {
    const folder = statePath(name)
    if (!statSync(folder).isDirectory()) continue
    for (const file of filesIn(folder)) {
      const { record } = lastLineOf(file)
      if (file !== newest && record && record.id <= upToId) rmSync(file)
    }
    if (name !== 'audit-mirror' && readdirSync(folder).length === 0) rmdirSync(folder)
  }
}
