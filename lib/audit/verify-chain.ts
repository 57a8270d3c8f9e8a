import 'server-only'
import type Database from 'better-sqlite3'
import type { z } from 'zod'
import { MAC_FIELDS, macOfValues } from '@/lib/audit/chain-mac'
import type { checkpointSchema, verifyAuditOutput } from '@/lib/audit/contract'
import { readHeight, type Height } from '@/lib/audit/height-file'
import { keyById, portalKeys } from '@/lib/audit/keys'
import { openReadOnly } from '@/lib/db/read-only'
import { endBeforeGap, GENESIS_MAC, signedByOneOf } from '@/lib/audit/audit-format'

type Result = z.infer<typeof verifyAuditOutput>
type Checkpoint = z.infer<typeof checkpointSchema>
/** The fields under the mac in their order, and then the mac: read so, a record costs half of what one by names does. */
type Row = (string | number | null)[]
const COLUMNS = [...MAC_FIELDS, 'mac'] as const
const [AT, EVENT, DETAIL, KEY_ID, PREV_MAC, MAC] = (
  ['at', 'event', 'detail', 'keyId', 'prevMac', 'mac'] as const
).map((name) => COLUMNS.indexOf(name)) as [number, number, number, number, number, number]
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

const STORED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+00:00$/
/** The time of a row as it was signed; of the form that the portal writes without making a date of it. */
const signedTime = (stored: string): string => (STORED.test(stored) ? `${stored.slice(0, 23)}Z` : iso(stored))

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

function keyOf(keys: Known['keys'], keyId: string): string | null {
  const known = keys.get(keyId)
  if (known !== undefined) return known
  const key = keyById('audit-chain', keyId)?.key ?? null
  keys.set(keyId, key)
  return key
}

/** Checks one slice and moves `walk` along. Throws BrokenChain at the first bad record. */
function walkSlice(rows: readonly Row[], walk: Walk, { keys, pins }: Known): void {
  for (const row of rows) {
    const [id, mac] = [Number(row[0]), String(row[MAC])]
    const follows = id === walk.id + 1
    if (!follows && endBeforeGap({ event: row[EVENT], detail: row[DETAIL] }) !== walk.id) {
      throw new BrokenChain('missing', walk.id + 1)
    }
    if (row[PREV_MAC] !== walk.mac) throw new BrokenChain('link', id)
    const key = keyOf(keys, String(row[KEY_ID]))
    if (key === null) throw new BrokenChain('key_unknown', id)
    row[AT] = signedTime(String(row[AT]))
    row.length = MAC
    if (mac !== macOfValues(row, key)) throw new BrokenChain('changed', id)
    const pinned = pins.get(id)
    if (pinned !== undefined && pinned !== mac) throw new BrokenChain('checkpoint', id)
    if (!follows) walk.gaps.push({ fromId: walk.id + 1, upToId: id - 1 })
    walk.id = id
    walk.records += 1
    walk.mac = mac
  }
}

/** A slice of the records after one, in order. */
function sliceReader(database: Database.Database): (afterId: number) => Row[] {
  const page = database
    .prepare(`SELECT ${COLUMNS.join(', ')} FROM AuditEvent WHERE id > ? ORDER BY id LIMIT ?`)
    .raw()
  return (afterId) => page.all(afterId, SLICE) as Row[]
}

function checkEnd(database: Database.Database, walk: Walk, pins: ReadonlyMap<number, string>): void {
  const given = database.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'AuditEvent'`).get() as
    | { seq: number }
    | undefined
  const highest = Math.max(given?.seq ?? 0, ...pins.keys())
  if (highest > walk.id) throw new BrokenChain('missing', walk.id + 1)
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
  walk: Walk,
): Promise<number> {
  const mark = file === undefined ? await readHeight() : 'missing'
  const { start, pins } = readStatements(database, checkpoint, typeof mark === 'string' ? null : mark)
  Object.assign(walk, start)
  const { total } = database
    .prepare('SELECT COALESCE(MAX(id), 0) - ? AS total FROM AuditEvent')
    .get(start.id) as {
    total: number
  }
  const slice = sliceReader(database)
  const keys = new Map<string, string | null>()
  for (;;) {
    const rows = slice(walk.id)
    walkSlice(rows, walk, { keys, pins })
    onProgress?.(walk.records, total)
    if (rows.length < SLICE) break
    await new Promise((resolve) => setImmediate(resolve))
  }
  checkEnd(database, walk, pins)
  const lost =
    checkpoint && walk.gaps.find(({ fromId, upToId }) => isWithin(checkpoint.upToId, fromId, upToId))
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
  const walk: Walk = { ...start, records: 0, gaps: [] }
  const slice = sliceReader(database)
  const known = { keys: new Map<string, string | null>(), pins: new Map<number, string>() }
  try {
    for (;;) {
      const rows = slice(walk.id)
      walkSlice(rows, walk, known)
      if (rows.length < SLICE) return { id: walk.id, mac: walk.mac }
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
  const walk: Walk = { id: 0, records: 0, mac: GENESIS_MAC, gaps: [] }
  try {
    const prunedUpTo = await walkTrail(database, options, walk)
    const { records, mac, gaps } = walk
    return { ok: true, records, firstBadId: null, lastMac: mac, reason: null, prunedUpTo, gaps }
  } catch (error) {
    if (!(error instanceof BrokenChain)) throw error
    const { records, mac, gaps } = walk
    const { id: firstBadId, reason } = error
    return { ok: false, records, firstBadId, lastMac: mac, reason, prunedUpTo: 0, gaps }
  } finally {
    database.close()
  }
}
