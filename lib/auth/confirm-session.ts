import 'server-only'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { authEvents } from '@/lib/auth/events'
import { auth } from '@/lib/auth/feature'
import type { Actor } from '@/lib/shared/actor'
import { provePerson } from '@/lib/auth/prove-person'
import { readPolicy } from '@/lib/policies/read-policy'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

/**
 * Notes that the person has just given the password again, which opens sensitive changes for the minutes of the policy.
 * Throws what `provePerson` throws.
 */
export async function confirmSession(actor: Actor, password: string): Promise<void> {
  await provePerson(actor, { password, failed: authEvents['session.confirmation_failed'] }, () =>
    inAuditedTransaction(async (tx) => {
      const data = { confirmedAt: new Date() }
      await tx.session.updateMany({ where: { id: actor.sessionId, endedAt: null }, data })
      const detail = { sessionId: actor.sessionId }
      await recordEvent(tx, { event: authEvents['session.confirmed'], outcome: 'ok', actor, detail })
    }),
  )
}

/**
 * Refuses a sensitive change unless this session gave the password again within the minutes of the policy; signing in
 * does not count (OWASP ASVS 5.0, V7.5.3). Throws AppError `confirmation_needed`.
 */
export async function requireConfirmation(actor: Actor): Promise<void> {
  const { enabled, minutes } = await readPolicy(auth.policies.confirmation)
  if (!enabled) return
  const where = { id: actor.sessionId }
  const row = await (await db()).session.findUnique({ where, select: { confirmedAt: true } })
  const age = Date.now() - (row?.confirmedAt?.getTime() ?? 0)
  // A time ahead of the clock was written before the clock was set back: it proves nothing about now.
  if (age < 0 || age > minutes * 60_000) throw new AppError('confirmation_needed')
}
