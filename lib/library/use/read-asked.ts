import 'server-only'
import { setImmediate as pause } from 'node:timers/promises'
import { storedDays } from '@/lib/audit/stored-time'
import { openReadOnly } from '@/lib/db/read-only'
import type { AskedRow } from '@/lib/library/use/publish-use'

/** Questions to which a library was asked say in their record how many passages it gave; the others say nothing of it. */
const ASKED = `
  SELECT coalesce(departmentId, '') AS departmentId, coalesce(actorId, '') AS doctorId, count(*) AS questions,
    sum(json_extract(detail, '$.passagesOffered') = 0) AS "nothing"
  FROM AuditEvent
  WHERE event = 'consult.started' AND at >= ? AND at < ? AND json_extract(detail, '$.passagesOffered') IS NOT NULL
  GROUP BY 1, 2`

/** What was asked of the library in the given months, from the audit records alone: a month at a time, with pauses. */
export async function readAsked(
  months: readonly { month: string; from: string; to: string }[],
): Promise<AskedRow[]> {
  const database = openReadOnly()
  try {
    const select = database.prepare<string[], Omit<AskedRow, 'month'>>(ASKED)
    const rows: AskedRow[] = []
    for (const { month, ...days } of months) {
      for (const row of select.all(...storedDays(days))) rows.push({ month, ...row })
      await pause()
    }
    return rows
  } finally {
    database.close()
  }
}
