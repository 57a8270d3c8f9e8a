import 'server-only'
import type Database from 'better-sqlite3'
import type { z } from 'zod'
import { chainMac, type MacInput } from '@/lib/audit/chain-mac'
import { GENESIS_MAC } from '@/lib/audit/audit-format'
import type { checkpointSchema, verifyAuditOutput } from '@/lib/audit/contract'
import { readHeight, type Height } from '@/lib/audit/height-file'
import { keyById, portalKeys } from '@/lib/audit/keys'
import { openReadOnly } from '@/lib/db/read-only'
import { endBeforeGap, signedByOneOf } from '@/lib/audit/audit-format'

type Result = z.infer<typeof verifyAuditOutput>
type Checkpoint = z.infer<typeof checkpointSchema>
type Row = Record<string, string | number | null> & {
  id: number
  at: string
  event: string
  detail: string | null
  mac: string
  prevMac: string
}
type Statement = Record<string, string | number> & { id: number; upToId: number; lastMac: string; at: string }

/** Records between two pauses: about ten milliseconds of work, so that other requests go on. */
const SLICE = 2000

export interface VerifyOptions {
  /** A checkpoint that was kept elsewhere, checked in addition to those in the database. */
  checkpoint?: Checkpoint | undefined
  /** Another database than the portal's own, for example a backup. */
  file?: string
  onProgress?: (checked: number, total: number) => void
}

interface Walk {
  id: number
  records: number
  mac: string
  gaps: { fromId: number; upToId: number }[]
}

class BrokenChain extends Error {
  constructor(
    readonly reason: NonNullable<Result['reason']>,
    readonly id: number,
  ) {
    super(reason)
  }
}

const iso = (text: string): string => new Date(text).toISOString()

/** The statement as it was signed: times as ISO text. */
const asSigned = (row: Statement): Statement => {
  const { olderThan } = row
  return {
    ...row,
    at: iso(row.at),
    ...(olderThan === undefined ? {} : { olderThan: iso(String(olderThan)) }),
  }
}

function checkSignatures(
  rows: readonly Statement[],
  kind: 'checkpoint' | 'tombstone',
  keys: ReadonlyMap<string, string>,
): void {
  for (const row of rows) {
    if (!signedByOneOf(kind, asSigned(row), keys)) throw new BrokenChain(`${kind}_signature`, row.upToId)
  }
}

interface Known {
  /** Chain keys met so far by id; null for one that is gone. */
  keys: Map<string, string | null>
  /** The mac a checkpoint states for a record. */
  pins: ReadonlyMap<number, string>
}

/** Checks one slice and moves `progress` along. Throws BrokenChain at the first bad record. */
function walkSlice(rows: readonly Row[], progress: { walk: Walk }, { keys, pins }: Known): void {
  for (const row of rows) {
    const walked = progress.walk
    const follows = row.id === walked.id + 1
    if (!follows && endBeforeGap(row) !== walked.id) throw new BrokenChain('missing', walked.id + 1)
    if (row.prevMac !== walked.mac) throw new BrokenChain('link', row.id)
    const keyId = String(row.keyId)
    if (!keys.has(keyId)) keys.set(keyId, keyById('audit-chain', keyId)?.key ?? null)
    const key = keys.get(keyId)
    if (!key) throw new BrokenChain('key_unknown', row.id)
    const record: MacInput = { ...row, at: new Date(row.at) }
    if (row.mac !== chainMac(record, key)) throw new BrokenChain('changed', row.id)
    const pinned = pins.get(row.id)
    if (pinned !== undefined && pinned !== row.mac) throw new BrokenChain('checkpoint', row.id)
    if (!follows) walked.gaps.push({ fromId: walked.id + 1, upToId: row.id - 1 })
    progress.walk = { ...walked, id: row.id, records: walked.records + 1, mac: row.mac }
  }
}

function checkEnd(database: Database.Database, walked: Walk, pins: ReadonlyMap<number, string>): void {
  const given = database.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'AuditEvent'`).get() as
    { seq: number } | undefined
  const highest = Math.max(given?.seq ?? 0, ...pins.keys())
  if (highest > walked.id) throw new BrokenChain('missing', walked.id + 1)
}

/** Checks every signed statement and returns where the walk starts and which macs are pinned after it. */
function readStatements(database: Database.Database, kept: Checkpoint | undefined, mark: Height | null) {
  const keys = portalKeys()
  const tombstones = database.prepare('SELECT * FROM AuditTombstone ORDER BY upToId').all() as Statement[]
  const checkpoints = database.prepare('SELECT * FROM AuditCheckpoint ORDER BY id').all() as Statement[]
  checkSignatures(tombstones, 'tombstone', keys)
  checkSignatures(checkpoints, 'checkpoint', keys)
  if (kept && !signedByOneOf('checkpoint', kept, keys)) {
    throw new BrokenChain('checkpoint_signature', kept.upToId)
  }
  const pruned = tombstones.at(-1)
  const start = { id: pruned?.upToId ?? 0, mac: pruned?.lastMac ?? GENESIS_MAC }
  const pins = new Map<number, string>()
  const marked = mark && !mark.accepted ? [{ upToId: mark.id, lastMac: mark.mac }] : []
  for (const { upToId, lastMac } of [...checkpoints, ...(kept ? [kept] : []), ...marked]) {
    if (upToId <= start.id) continue
    if ((pins.get(upToId) ?? lastMac) !== lastMac) throw new BrokenChain('checkpoint', upToId)
    pins.set(upToId, lastMac)
  }
  return { start, pins }
}

async function walkTrail(
  database: Database.Database,
  { checkpoint, file, onProgress }: VerifyOptions,
  progress: { walk: Walk },
): Promise<number> {
  const mark = file === undefined ? await readHeight() : 'missing'
  const { start, pins } = readStatements(database, checkpoint, typeof mark === 'string' ? null : mark)
  progress.walk = { ...start, records: 0, gaps: [] }
  const { total } = database
    .prepare('SELECT COALESCE(MAX(id), 0) - ? AS total FROM AuditEvent')
    .get(start.id) as {
    total: number
  }
  const page = database.prepare('SELECT * FROM AuditEvent WHERE id > ? ORDER BY id LIMIT ?')
  const keys = new Map<string, string | null>()
  for (;;) {
    const rows = page.all(progress.walk.id, SLICE) as Row[]
    walkSlice(rows, progress, { keys, pins })
    onProgress?.(progress.walk.records, total)
    if (rows.length < SLICE) break
    await new Promise((resolve) => setImmediate(resolve))
  }
  checkEnd(database, progress.walk, pins)
  const lost =
    checkpoint && progress.walk.gaps.find(({ fromId, upToId }) => isWithin(checkpoint.upToId, fromId, upToId))
  if (lost) throw new BrokenChain('missing', lost.fromId)
  return start.id
}

const isWithin = (id: number, from: number, to: number): boolean => from <= id && id <= to

/**
 * Walks the records after `start`, of a chain that held up to there. Returns the last of them, or `start`; null when one
 * of them does not follow.
 */
export function verifyAfter(
  database: Database.Database,
  start: { id: number; mac: string },
): { id: number; mac: string } | null {
  const progress = { walk: { ...start, records: 0, gaps: [] } as Walk }
  const page = database.prepare('SELECT * FROM AuditEvent WHERE id > ? ORDER BY id LIMIT ?')
  const known = { keys: new Map<string, string | null>(), pins: new Map<number, string>() }
  try {
    for (;;) {
      const rows = page.all(progress.walk.id, SLICE) as Row[]
      walkSlice(rows, progress, known)
      if (rows.length < SLICE) return { id: progress.walk.id, mac: progress.walk.mac }
    }
  } catch (error) {
    if (error instanceof BrokenChain) return null
    throw error
  }
}

/**
 * Walks the whole trail: every record's own mac, its link to the one before, gaps, a removed tail, the signatures and
 * macs of checkpoints and tombstones, and that the portal's own trail reaches the mark of its height. Names the first record that was changed, removed, inserted or moved, and why.
 * It reads with a connection of its own and pauses between slices, so that the portal goes on meanwhile.
 */
export async function verifyChain(options: VerifyOptions = {}): Promise<Result> {
  const database = openReadOnly(options.file)
  const progress = { walk: { id: 0, records: 0, mac: GENESIS_MAC, gaps: [] } as Walk }
  try {
    const prunedUpTo = await walkTrail(database, options, progress)
    const { records, mac, gaps } = progress.walk
    return { ok: true, records, firstBadId: null, lastMac: mac, reason: null, prunedUpTo, gaps }
  } catch (error) {
    if (!(error instanceof BrokenChain)) throw error
    const { records, mac, gaps } = progress.walk
    const { id: firstBadId, reason } = error
    return { ok: false, records, firstBadId, lastMac: mac, reason, prunedUpTo: 0, gaps }
  } finally {
    database.close()
  }
}
