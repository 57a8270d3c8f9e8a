import 'server-only'
import type Database from 'better-sqlite3'
import { GENESIS_MAC } from '@/lib/audit/audit-format'
import type { HeightFault } from '@/lib/audit/loss'
import type { Height } from '@/lib/audit/height-file'
import { raiseHeight, rereadHeight, setHeight } from '@/lib/audit/keep-height'
import { lastMirrored } from '@/lib/audit/mirror-files'
import { verifyAfter, verifyChain } from '@/lib/audit/verify-chain'
import { openReadOnly } from '@/lib/db/read-only'

type End = { id: number; mac: string; at: string } | undefined

interface Found {
  newest: End
  /** The mac of the record that the mark names; undefined when the database lacks it. */
  macAtMark: string | undefined
  /** Whether a portal that keeps a mark has ever started on this database. */
  markedBefore: boolean
}

const newestOf = (reader: Database.Database): End =>
  (reader.prepare('SELECT id, mac, at FROM AuditEvent ORDER BY id DESC LIMIT 1').get() ??
    reader
      .prepare('SELECT upToId AS id, lastMac AS mac, at FROM AuditTombstone ORDER BY upToId DESC LIMIT 1')
      .get()) as End

/** The newest record in the database, or what retention left of the last one; undefined in an empty one. */
export function endOfDatabase(): End {
  const reader = openReadOnly()
  try {
    return newestOf(reader)
  } finally {
    reader.close()
  }
}

/** What an independent reader finds in the database about the mark. */
function lookUp(id: number): Found {
  const reader = openReadOnly()
  try {
    const marked = reader
      .prepare(
        'SELECT mac FROM AuditEvent WHERE id = ? UNION ALL SELECT lastMac FROM AuditTombstone WHERE upToId = ?',
      )
      .get(id, id) as { mac: string } | undefined
    const started = reader.prepare(
      `SELECT 1 FROM AuditEvent WHERE event = 'system.started' AND json_extract(detail, '$.height') IS NOT NULL LIMIT 1`,
    )
    return {
      newest: newestOf(reader),
      macAtMark: id === 0 ? GENESIS_MAC : marked?.mac,
      markedBefore: started.get() !== undefined,
    }
  } finally {
    reader.close()
  }
}

/** The first mark of a new trail, or of one that was begun before marks were kept, once all of it is verified. */
async function firstHeight({ newest, markedBefore }: Found): Promise<HeightFault | null> {
  if (markedBefore) return 'height_missing'
  const mirrored = lastMirrored()
  if ((mirrored?.id ?? 0) > (newest?.id ?? 0)) return 'cut'
  if (newest && !(await verifyChain()).ok) return 'rewritten'
  const clockAt = newest ? new Date(newest.at) : new Date()
  const { id, mac } = newest ?? { id: 0, mac: GENESIS_MAC }
  await setHeight({ id, mac, clockAt: clockAt.toISOString(), accepted: null })
  return null
}

/** A mark below the database is what a crash between commit and mark leaves: the records above it must follow from it. */
async function catchUp(height: Height, base: { id: number; mac: string }): Promise<HeightFault | null> {
  const reader = openReadOnly()
  try {
    const top = verifyAfter(reader, base)
    if (!top) return 'rewritten'
    if (top.id > height.id) await raiseHeight({ ...height, ...top, accepted: null })
    return null
  } finally {
    reader.close()
  }
}

/**
 * Compares the database with the mark that is kept outside it, and with the mirror. A database above its mark was left by
 * a crash: its newer records are verified and the mark follows. A database below it, or another one, is a fault, until
 * the loss is accepted. Throws when one of them cannot be read.
 */
export async function checkHeight(): Promise<HeightFault | null> {
  const height = await rereadHeight()
  if (height === 'damaged') return 'height_damaged'
  if (height === 'missing') return firstHeight(lookUp(0))
  const base = height.accepted ? { id: height.accepted.upToId, mac: height.accepted.mac } : height
  const { newest, macAtMark } = lookUp(base.id)
  const newestId = newest?.id ?? 0
  if (newestId < base.id) return 'cut'
  if (macAtMark !== base.mac) return 'rewritten'
  if (!height.accepted && (lastMirrored()?.id ?? 0) > newestId) return 'cut'
  return newestId === base.id ? null : catchUp(height, base)
}
