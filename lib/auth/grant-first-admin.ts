import 'server-only'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { canonicalUsername } from '@/lib/auth/canonical-username'
import { findPerson } from '@/lib/auth/directory/find-person'
import { authEvents } from '@/lib/auth/events'

/** Why the first administrator was not made: nothing was changed. */
export class FirstAdminRefused extends Error {
  override readonly name = 'FirstAdminRefused'
  constructor(readonly reason: 'name' | 'missing' | 'ambiguous' | 'barred' | 'incomplete' | 'not_first') {
    super(reason)
  }
}

/**
 * Gives a person of the directory the role of a security administrator, once in the life of an installation and while nobody
 * has ever held it: whoever comes to a new installation has no role, and only that one can give any. Recorded as the act of
 * whoever has the server. Returns the person's name. Throws FirstAdminRefused; AppError `directory_unavailable`.
 */
export async function grantFirstAdmin(typed: string): Promise<{ displayName: string }> {
  const username = canonicalUsername(typed)
  if (username === null) throw new FirstAdminRefused('name')
  const person = await findPerson(username)
  if (typeof person === 'string') throw new FirstAdminRefused(person)
  const { directoryId, displayName } = person
  const isFirst = await inAuditedTransaction(async (tx) => {
    const held = await tx.roleGrant.count({ where: { role: 'security_admin' } })
    const given = await tx.auditEvent.count({ where: { event: 'admin.first_granted' } })
    if (held + given > 0) return false
    const names = { username, displayName }
    const user = await tx.user.upsert({
      where: { directoryId },
      create: { directoryId, ...names },
      update: { displayName, version: { increment: 1 } },
    })
    await tx.roleGrant.create({ data: { userId: user.id, role: 'security_admin', source: 'manual' } })
    const detail = { userId: user.id, role: 'security_admin' as const, by: 'server_operator' as const }
    await recordEvent(tx, { event: authEvents['admin.first_granted'], outcome: 'ok', actor: null, detail })
    return true
  })
  if (!isFirst) throw new FirstAdminRefused('not_first')
  return { displayName }
}
