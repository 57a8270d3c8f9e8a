import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { asTyped } from '@/commands/callers-folder'
import { exportedRecords, type ExportedRecord } from '@/commands/read-export'
import {
  endBeforeGap,
  GENESIS_MAC,
  publicKeyId,
  signedByOneOf,
  trustedKeys,
  type KeyRotation,
} from '@/lib/audit/audit-format'
import { fileHash } from '@/lib/inference/models/file-hash'
import { say } from '@/scripts/sentence.mjs'

/**
 * `npm run audit:verify -- FILE --public-key PEM [--manifest FILE] [--checkpoint FILE] [--rotations FILE]`: checks an exported audit file
 * without the portal, its database or any secret. The public key comes from where the auditor keeps it, never from the
 * file itself; a key of before or after a rotation serves too, for a manifest brings the signed statements of rotation
 * that its portal knew. `--rotations` names a newer manifest that brings those made since.
 *
 * Exit codes: 0, all that the manifest (and the checkpoint) say is proven; 1, something does not hold; 2, nothing is
 * contradicted, but something cannot be proven; 3, the command or a file cannot be read.
 */
type Kind = 'refuted' | 'unproven' | 'unreadable'
const EXIT: Record<Kind, number> = { refuted: 1, unproven: 2, unreadable: 3 }

class Verdict extends Error {
  constructor(
    readonly kind: Kind,
    readonly zh: string,
    readonly en: string,
  ) {
    super(en)
  }
}
const refuted = (zh: string, en: string): Verdict => new Verdict('refuted', zh, en)
const unproven = (zh: string, en: string): Verdict => new Verdict('unproven', zh, en)
const unreadable = (zh: string, en: string): Verdict => new Verdict('unreadable', zh, en)

function readText(path: string): string {
  try {
    return readFileSync(asTyped(path), 'utf8')
  } catch {
    throw unreadable(`无法读取 ${path}。`, `${path} cannot be read.`)
  }
}
/** A JSON object that nobody has vouched for yet. */
function readJson(path: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readText(path)) as Record<string, unknown>
  } catch (error) {
    if (error instanceof Verdict) throw error
    throw unreadable(`${path} 不是 JSON。`, `${path} is not JSON.`)
  }
}

/** What a manifest says once its signature holds; of another, nothing is believed. */
interface Manifest extends Readonly<Record<string, unknown>> {
  format: string
  filter: string
  sha256: string
  records: number
  firstId: number | null
  lastId: number | null
  lastMac: string
  upToId: number
  keyId: string
  publicKey: string
  rotations?: KeyRotation[]
  tombstone?: Tombstone
}
interface Tombstone extends Readonly<Record<string, unknown>> {
  upToId: number
  lastMac: string
}
type Checkpoint = Tombstone
interface Options {
  manifest?: string | undefined
  'public-key'?: string | undefined
  checkpoint?: string | undefined
  rotations?: string | undefined
}

/** The keys by which signatures are judged; without one of the auditor's, the manifest's own, which proves no origin. */
function keysFor(
  manifest: Manifest,
  { 'public-key': pemFile, rotations: newerFile }: Options,
): Map<string, string> {
  const pem = pemFile ? readText(pemFile) : manifest.publicKey
  const newer = newerFile ? (readJson(newerFile) as unknown as Partial<Manifest>) : {}
  const rotations = [manifest, newer].flatMap((file) => file.rotations ?? [])
  try {
    return trustedKeys(pem, rotations)
  } catch {
    throw unreadable('公钥不是 PEM 格式。', 'The public key is not PEM.')
  }
}

type Keys = ReadonlyMap<string, string>
/** What a walk through the file met. */
interface Told {
  first: ExportedRecord | null
  last: ExportedRecord | null
  count: number
  gaps: [from: number, to: number][]
  macAtCheckpoint: string | null
}
interface Walk {
  told: Told
  whole: boolean
}

/** The first record must be the first ever, or follow from what a signed tombstone says was removed. */
function checkBeginning({ id, prevMac }: ExportedRecord, { tombstone }: Manifest, keys: Keys): void {
  if (id === 1 && prevMac === GENESIS_MAC) return
  const missing: [string, string] = [`缺少第 1 至 ${id - 1} 号记录`, `records 1 to ${id - 1} are missing`]
  if (!tombstone) {
    throw refuted(`${missing[0]}，也没有清理证明。`, `${missing[1]}, and no tombstone says why.`)
  }
  const holds = signedByOneOf('tombstone', tombstone, keys)
  if (!holds || tombstone.upToId !== id - 1 || tombstone.lastMac !== prevMac) {
    throw refuted(
      `${missing[0]}，清理证明不能说明。`,
      `${missing[1]}, and the tombstone does not account for them.`,
    )
  }
}

function checkLink(row: ExportedRecord, last: ExportedRecord, { told, whole }: Walk): void {
  if (row.id <= last.id) throw refuted(`第 ${row.id} 号记录次序错误。`, `Record ${row.id} is out of order.`)
  const accepted = endBeforeGap(row) === last.id
  if (row.id !== last.id + 1 && whole && !accepted) {
    throw refuted(`缺少第 ${last.id + 1} 号记录。`, `Record ${last.id + 1} is missing.`)
  }
  if ((row.id === last.id + 1 || accepted) && row.prevMac !== last.mac) {
    throw refuted(
      `第 ${row.id} 号记录与前一条不相连。`,
      `Record ${row.id} does not follow from the one before.`,
    )
  }
  if (accepted && row.id !== last.id + 1) told.gaps.push([last.id + 1, row.id - 1])
}

/** Walks the file. Returns its first and last record, how many there are, gaps that were accepted, and the mac at the checkpoint. */
async function walk(file: string, manifest: Manifest, checkpoint: Checkpoint | null): Promise<Told> {
  const told: Told = { first: null, last: null, count: 0, gaps: [], macAtCheckpoint: null }
  try {
    for await (const row of exportedRecords(file, manifest.format)) {
      if (told.last) checkLink(row, told.last, { told, whole: manifest.filter === '' })
      if (row.id === checkpoint?.upToId) told.macAtCheckpoint = row.mac
      told.first ??= row
      told.last = row
      told.count += 1
    }
  } catch (error) {
    if (error instanceof Verdict) throw error
    if (error instanceof SyntaxError) {
      throw refuted('文件不是所述格式。', 'The file is not in the format that the manifest names.')
    }
    throw unreadable(
      '无法读完文件；若为很大的 CSV，请改用 JSON Lines 导出。',
      'The file could not be read to its end; export a very large CSV as JSON lines instead.',
    )
  }
  return told
}

function checkEnds({ first, last, count }: Told, manifest: Manifest, keys: Keys): void {
  const ends = [count, first?.id ?? null, last?.id ?? null, last?.mac ?? '']
  const stated = [manifest.records, manifest.firstId, manifest.lastId, manifest.lastMac]
  if (ends.some((value, index) => value !== (stated[index] ?? null))) {
    throw refuted(
      '记录数、首条、末条或末条校验码与清单不符。',
      'The number of records, the first, the last or its mac differ from the manifest.',
    )
  }
  if (manifest.filter !== '') return
  if ((last?.id ?? 0) !== manifest.upToId) {
    throw refuted(
      `文件应到第 ${manifest.upToId} 号记录，末尾被截去。`,
      `The file should reach record ${manifest.upToId}: its end was cut.`,
    )
  }
  if (first) checkBeginning(first, manifest, keys)
}

function checkCheckpoint(
  checkpoint: Checkpoint,
  { first, last, gaps, macAtCheckpoint }: Told,
  manifest: Manifest,
): void {
  const { upToId, lastMac } = checkpoint
  if (macAtCheckpoint !== null && macAtCheckpoint !== lastMac) {
    throw refuted(
      `第 ${upToId} 号记录与检查点不符：历史被改写。`,
      `Record ${upToId} does not match the checkpoint: history was rewritten.`,
    )
  }
  if (macAtCheckpoint !== null) return
  const inGap = gaps.some(([from, to]) => from <= upToId && upToId <= to)
  if (manifest.filter === '' && (upToId > (last?.id ?? 0) || inGap)) {
    throw refuted(
      `检查点证明曾有第 ${upToId} 号记录，文件中没有：历史被截断。`,
      `The checkpoint proves a record ${upToId} that is not in the file: history was cut.`,
    )
  }
  throw unproven(
    `文件中没有检查点所指的第 ${upToId} 号记录（首条为 ${first?.id ?? '无'}），无法对照；请用完整导出。`,
    `Record ${upToId} of the checkpoint is not in the file (it begins at ${first?.id ?? 'none'}): not compared. Use a whole export.`,
  )
}

function given(): { file: string; values: Options } {
  const option = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { manifest: option, 'public-key': option, checkpoint: option, rotations: option },
  })
  const [typed] = positionals
  const file = typed && asTyped(typed)
  if (!file || positionals.length > 1 || !existsSync(file)) {
    throw unreadable(
      '请给出一个导出文件：npm run audit:verify -- innerward-audit.jsonl --public-key 公钥.pem',
      'Name one exported file: npm run audit:verify -- innerward-audit.jsonl --public-key KEY.pem',
    )
  }
  return { file, values }
}

async function verify(): Promise<Told & { keyId: string }> {
  const { file, values } = given()
  const manifest = readJson(values.manifest ?? `${file}.manifest.json`) as unknown as Manifest
  const checkpoint = values.checkpoint ? (readJson(values.checkpoint) as unknown as Checkpoint) : null
  const keys = keysFor(manifest, values)
  if (!signedByOneOf('manifest', manifest, keys)) {
    throw refuted(
      '清单的签名不成立，或不是由此公钥的主人签署的。',
      'The signature of the manifest does not hold, or is not of the owner of this public key.',
    )
  }
  if ((await fileHash(file)) !== manifest.sha256) {
    throw refuted('文件内容与签名清单不符。', 'The file differs from the signed manifest.')
  }
  const told = await walk(file, manifest, checkpoint)
  checkEnds(told, manifest, keys)
  if (checkpoint && !signedByOneOf('checkpoint', checkpoint, keys)) {
    throw refuted('检查点的签名不成立。', 'The signature of the checkpoint does not hold.')
  }
  if (checkpoint) checkCheckpoint(checkpoint, told, manifest)
  if (!values['public-key']) {
    throw unproven(
      `文件与清单一致，但签署者（${manifest.keyId}）未经证明：请用 --public-key 指定您另行保存的公钥。`,
      `File and manifest agree, but who signed (${manifest.keyId}) is not proven: name the public key that you keep with --public-key.`,
    )
  }
  return { ...told, keyId: publicKeyId(keys.get(manifest.keyId) ?? '') }
}

try {
  const { count, gaps, keyId } = await verify()
  say(`✓ ${count} 条记录完整，签名密钥 ${keyId}。`, `✓ ${count} records hold, signing key ${keyId}.`)
  for (const [from, to] of gaps) {
    say(
      `注意：第 ${from} 至 ${to} 号记录已丢失，其后的记录写明由谁接受。`,
      `Note: records ${from} to ${to} are lost; the record after them says who accepted it.`,
    )
  }
} catch (error) {
  if (!(error instanceof Verdict)) throw error
  const sign = error.kind === 'unproven' ? '?' : '✗'
  say(`${sign} ${error.zh}`, `${sign} ${error.en}`)
  process.exitCode = EXIT[error.kind]
}
