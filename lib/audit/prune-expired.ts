import 'server-only'
import { checkClock } from '@/lib/audit/check-clock'
import { auditEvents } from '@/lib/audit/events'
import { audit } from '@/lib/audit/feature'
import { publicKey, signStatement } from '@/lib/audit/keys'
import { pruneMirror } from '@/lib/audit/mirror-files'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { trailFault } from '@/lib/audit/watch-trail'
import { writeCheckpoint } from '@/lib/audit/write-checkpoint'
import { readPolicy } from '@/lib/policies/read-policy'
import { db } from '@/lib/db/client'
import { monthsBefore } from '@/lib/shared/months-before'

/** Records removed in one transaction: few enough that no other write waits long. */
const BATCH = 2000

/** Signs away the oldest unbroken run of records older than the limit. Returns the last id that may be removed. */
async function writeTombstone(cutoff: Date): Promise<number> {
  return inAuditedTransaction(async (tx) => {
    const former = await tx.auditTombstone.findFirst({ orderBy: { upToId: 'desc' } })
    const done = former?.upToId ?? 0
    const kept = await tx.auditEvent.findFirst({
      where: { id: { gt: done }, at: { gte: cutoff } },
      orderBy: { id: 'asc' },
      select: { id: true },
    })
    const last = await tx.auditEvent.findFirst({
      where: { id: { gt: done, ...(kept ? { lt: kept.id } : {}) } },
      orderBy: { id: 'desc' },
    })
    if (!kept || !last) return done
    writeCheckpoint(tx, 'retention')
    const statement = {
      fromId: done + 1,
      upToId: last.id,
      lastMac: last.mac,
      olderThan: cutoff,
      at: new Date(),
      keyId: publicKey().keyId,
    }
    await tx.auditTombstone.create({
      data: { ...statement, signature: signStatement('tombstone', statement) },
    })
    const detail = { fromId: statement.fromId, upToId: statement.upToId, olderThan: cutoff.toISOString() }
    await recordEvent(tx, { event: auditEvents['audit.pruned'], outcome: 'ok', actor: null, detail })
    return last.id
  })
}

/**
 * Removes records older than the retention policy, oldest first and without gaps, after a signed tombstone that keeps
 * the rest verifiable, and the files of the mirror that hold nothing else. What a crash left undone is finished by the
 * next call. While the trail is at fault or the clock is not to be trusted it removes nothing. Returns how many records it
 * removed.
 */
export async function pruneExpired(now: Date = new Date()): Promise<number> {
  if (trailFault() !== null || (await checkClock(now)) !== 'right') return 0
  const { retentionMonths } = await readPolicy(audit.policies.audit)
  const upTo = await writeTombstone(monthsBefore(now, retentionMonths))
  const client = await db()
  let removed = 0
  for (;;) {
    const oldest = await client.auditEvent.findFirst({ orderBy: { id: 'asc' }, select: { id: true } })
    if (!oldest || oldest.id > upTo) break
    const { count } = await client.auditEvent.deleteMany({
      where: { id: { lte: Math.min(upTo, oldest.id + BATCH - 1) } },
    })
    removed += count
  }
  pruneMirror(upTo)
  return removed
}
