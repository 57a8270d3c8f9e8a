import 'server-only'
import { randomBytes } from 'node:crypto'
import { contentHash } from '@/lib/audit/content-hash'
import type { DetailOf } from '@/lib/audit/events'
import { recordAlone, recordEvent } from '@/lib/audit/record-event'
import { applyPerson } from '@/lib/auth/apply-person'
import { canonicalUsername } from '@/lib/auth/canonical-username'
import { addressKey } from '@/lib/auth/client-address'
import { authenticate } from '@/lib/auth/directory/authenticate'
import type { DirectoryPerson } from '@/lib/auth/directory/entry'
import { toldCode } from '@/lib/auth/directory/sub-codes'
import { endAllSessions } from '@/lib/auth/end-session'
import { releaseAttempt, reserveAttempt, type Counted } from '@/lib/auth/limit-attempts'
import { endSessionsOver } from '@/lib/auth/end-sessions-over'
import { hashSid } from '@/lib/auth/session-cookie'
import { readSessionLimits } from '@/lib/auth/session-limits'
import { ADDRESS_LIMIT, GLOBAL_LIMIT, USER_LIMIT } from '@/lib/auth/sign-in-limits'
import { db, inTransaction } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

export interface SignInInput {
  username: string
  password: string
  /** Address of the socket, from the server process. */
  address: string | null
}

type Reason = DetailOf<'session.sign_in_failed'>['reason']

/** Records a refused sign-in. A name that belongs to nobody here is kept as a keyed hash only. */
async function recordFailure(name: string, reason: Reason): Promise<void> {
  const known = await (await db()).user.findUnique({ where: { username: name } })
  const who = known ? { ofUserId: known.id } : { nameHmac: contentHash('typed', name) }
  await recordAlone({
    event: 'session.sign_in_failed',
    outcome: 'refused',
    actor: null,
    detail: { reason, ...who },
  })
}

/** One transaction: the person, their roles, the session and its audit record, or nothing of it. */
async function openSession(
  person: DirectoryPerson,
  address: string,
): Promise<
  { userId: string; replacedUserId: string | null } & ({ sid: string } | { sid: null; reason: Reason })
> {
  const sid = randomBytes(32).toString('base64url')
  return inTransaction(async (tx) => {
    const { user, hasRole, replacedUserId } = await applyPerson(tx, person)
    if (user.disabledAt) {
      return { sid: null, userId: user.id, reason: 'user_disabled' as const, replacedUserId }
    }
    if (!hasRole) return { sid: null, userId: user.id, reason: 'no_role' as const, replacedUserId }
    const now = new Date()
    const limits = await readSessionLimits(tx)
    const expiresAt = new Date(now.getTime() + limits.absoluteSeconds * 1000)
    const times = { createdAt: now, lastActionAt: now, expiresAt }
    const row = await tx.session.create({
      data: { sidHash: hashSid(sid), userId: user.id, address, ...times },
    })
    await tx.user.update({ where: { id: user.id }, data: { lastSignInAt: now } })
    const actor = { userId: user.id, displayName: user.displayName, departmentId: user.departmentId }
    await recordEvent(tx, {
      event: 'session.signed_in',
      outcome: 'ok',
      actor,
      detail: { sessionId: row.id },
    })
    return { sid, userId: user.id, replacedUserId }
  }).catch((error: unknown) => {
    throw new AppError('audit_unavailable', {}, { cause: error })
  })
}

/**
 * Signs a person in and returns the new random session id for the cookie. Throws AppError `invalid_credentials` (the
 * same for an unknown name, a wrong password, a disabled account and one without a role), `too_many_requests`,
 * `directory_unavailable` or `audit_unavailable`; and, when the directory says so of the right password,
 * `password_expired`, `password_must_change`, `account_disabled`, `account_expired`, `sign_in_hours` or
 * `sign_in_workstation`.
 */
export async function signIn({ username: typed, password, address }: SignInInput): Promise<string> {
  const username = canonicalUsername(typed)
  // The database takes no half of a character, which a cut may leave.
  const name = username ?? typed.slice(0, 512).toWellFormed()
  const from = addressKey(address)
  const byUser: Counted = { limit: USER_LIMIT, value: name }
  const attempt = await reserveAttempt([
    byUser,
    { limit: ADDRESS_LIMIT, value: from },
    { limit: GLOBAL_LIMIT, value: '' },
  ]).catch(async (error: unknown) => {
    if (error instanceof AppError) await recordFailure(name, error.code)
    throw error
  })
  const answer =
    username === null
      ? ({ ok: false, reason: 'bad_input' } as const)
      : await authenticate(username, password).catch(async (error: unknown) => {
          await releaseAttempt(attempt)
          if (error instanceof AppError) await recordFailure(name, error.code)
          throw error
        })
  if (!answer.ok) {
    await recordFailure(name, answer.reason)
    throw new AppError(toldCode(answer.reason))
  }
  const opened = await openSession(answer.person, from)
  const { userId, replacedUserId } = opened
  if (replacedUserId) await endAllSessions(replacedUserId, 'user_disabled')
  if (opened.sid === null) {
    await recordFailure(name, opened.reason)
    throw new AppError('invalid_credentials')
  }
  await endSessionsOver(userId)
  await releaseAttempt(attempt, [byUser])
  return opened.sid
}
