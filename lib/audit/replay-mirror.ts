import 'server-only'
import Database from 'better-sqlite3'
import { GENESIS_MAC } from '@/lib/audit/audit-format'
import { endOfDatabase } from '@/lib/audit/check-height'
import { isOwnRecord, mirroredRecords, type Mirrored } from '@/lib/audit/mirror-files'
import { statePath } from '@/lib/config/env'
import { endBeforeGap } from '@/lib/audit/audit-format'

/** Whether a mirrored record is one that the portal wrote right after another. */
function follows(record: Mirrored, last: { id: number; mac: string }): boolean {
  const { id, prevMac, event, detail } = record
  if (id !== last.id + 1 && endBeforeGap({ event, detail }) !== last.id) return false
  return prevMac === last.mac && isOwnRecord(record)
}

/** The records of the mirror that follow from the given one, one from another. */
async function recordsAfter(end: { id: number; mac: string }): Promise<Mirrored[]> {
  let last = end
  const rows: Mirrored[] = []
  for await (const record of mirroredRecords()) {
    if (!record || record.id <= last.id) continue
    if (!follows(record, last)) break
    rows.push(record)
    last = record
  }
  return rows
}

/** How many numbers after a record the mirror could give back, the last one's less the given one's. */
export async function mirroredAfter(end: { id: number; mac: string }): Promise<number> {
  return ((await recordsAfter(end)).at(-1)?.id ?? end.id) - end.id
}

/**
 * Puts back into the database what it lacks and the mirror holds: records that follow from its last one, one from another,
 * each under its own mac. Stops at the first that does not. Returns how many were put back. For a loss that a person is
 * about to accept, while nothing else writes. Throws what SQLite or the file system throws.
 */
export async function replayMirror(): Promise<number> {
  const found = endOfDatabase()
  const rows = await recordsAfter({ id: found?.id ?? 0, mac: found?.mac ?? GENESIS_MAC })
  if (rows.length === 0) return 0
  const database = new Database(statePath('innerward.db'), { timeout: 5000 })
  try {
    const columns = (database.pragma('table_info(AuditEvent)') as { name: string }[]).map(({ name }) => name)
    const insert = database.prepare(
      `INSERT INTO AuditEvent (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    )
    database.transaction(() => {
      for (const row of rows) {
        const stored: Mirrored = { ...row, at: String(row['at']).replace('Z', '+00:00') }
        insert.run(columns.map((name) => stored[name] ?? null))
      }
    })()
  } finally {
    database.close()
  }
  return rows.length
}
