import 'server-only'
import type { z } from 'zod'
import { chainKey, chainMac, GENESIS_MAC } from '@/lib/audit/chain-mac'
import type { verifyAuditOutput } from '@/lib/audit/contract'
import { db } from '@/lib/db/client'

const PAGE = 500

/**
 * Walks the whole trail in pages and returns the number of records, the last mac, and the id of the first record
 * that was changed, removed, inserted or moved. A removed tail is named by the first id that is missing.
 */
export async function verifyChain(): Promise<z.infer<typeof verifyAuditOutput>> {
  const client = await db()
  const { key, keyId } = chainKey()
  let walked = { id: 0, records: 0, mac: GENESIS_MAC }
  for (;;) {
    const page = await client.auditEvent.findMany({
      where: { id: { gt: walked.id } },
      orderBy: { id: 'asc' },
      take: PAGE,
    })
    for (const row of page) {
      const missing = row.id !== walked.id + 1
      if (missing || row.prevMac !== walked.mac || row.keyId !== keyId || row.mac !== chainMac(row, key)) {
        const firstBadId = missing ? walked.id + 1 : row.id
        return { ok: false, records: walked.records, firstBadId, lastMac: walked.mac }
      }
      walked = { id: row.id, records: walked.records + 1, mac: row.mac }
    }
    if (page.length < PAGE) break
  }
  const given = await client.$queryRaw<
    { seq: number | bigint }[]
  >`SELECT seq FROM sqlite_sequence WHERE name = 'AuditEvent'`
  const cut = Number(given[0]?.seq ?? 0) > walked.id
  return { ok: !cut, records: walked.records, firstBadId: cut ? walked.id + 1 : null, lastMac: walked.mac }
}
