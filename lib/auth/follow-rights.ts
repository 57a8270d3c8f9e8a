import 'server-only'
import type { AuditEntry } from '@/lib/audit/record-event'
import { applyRememberedGroups } from '@/lib/auth/apply-person'
import { endAllSessions } from '@/lib/auth/end-session'
import { rolesInForce } from '@/lib/auth/grants-in-force'
import { emitRightsChanged } from '@/lib/auth/session-events'
import { db, inTransaction } from '@/lib/db/client'

/**
 * To be called once a change of a person's rights is written: sessions go on with what is left, which every request reads
 * anew, and what is gone ends at once, open streams included. A session ends only when the last role is gone. `by` is
 * who made the change, null for the directory or for time.
 */
export async function followRights(userId: string, by: AuditEntry['actor'] = null): Promise<void> {
  await inTransaction((tx) => applyRememberedGroups(tx, userId))
  const roles = rolesInForce(await (await db()).roleGrant.findMany({ where: { userId } }), new Date())
  if (roles.length === 0) await endAllSessions(userId, 'revoked', by)
  else emitRightsChanged({ userId, roles })
}
