import 'server-only'
import type { z } from 'zod'
import { contentHashes } from '@/lib/audit/content-hash'
import type { searchTextInput, searchTextOutput } from '@/lib/audit/contract'
import { auditEvents } from '@/lib/audit/events'
import { allKeys } from '@/lib/audit/keys'
import { toAuditRecord } from '@/lib/audit/record-columns'
import { recordAlone } from '@/lib/audit/record-event'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'

/** Most records that one search shows. */
export const MOST_RECORDS = 50

/**
 * Was this text asked, or answered? The text is hashed in memory under every key that still exists and looked up; the
 * search is recorded without it. Only the whole text matches, letter by letter.
 */
export async function searchText(
  { text, kind }: z.infer<typeof searchTextInput>,
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<z.infer<typeof searchTextOutput>> {
  const client = await db()
  const hashes = contentHashes(kind, text)
  const column = kind === 'input' ? 'inputHmac' : 'outputHmac'
  const rows = await client.auditEvent.findMany({
    where: { [column]: { in: hashes } },
    orderBy: { id: 'desc' },
    take: MOST_RECORDS,
  })
  const used = await client.$queryRaw<{ keyId: string }[]>`
    SELECT DISTINCT substr(inputHmac, 1, 8) AS keyId FROM AuditEvent WHERE inputHmac IS NOT NULL`
  const known = new Set(allKeys('audit-content').map(({ keyId }) => keyId))
  const detail = { kind, found: rows.length }
  await recordAlone({ event: auditEvents['audit.text_searched'], outcome: 'ok', actor, requestId, detail })
  return {
    records: rows.map(toAuditRecord),
    keysGone: used.filter(({ keyId }) => !known.has(keyId)).length,
  }
}
