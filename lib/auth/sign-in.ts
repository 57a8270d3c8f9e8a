import 'server-only'
import { randomBytes } from 'node:crypto'
import { recordEvent } from '@/lib/audit/record-event'
import { applyPerson } from '@/lib/auth/apply-person'
import { canonicalUsername } from '@/lib/auth/canonical-username'
import { addressKey } from '@/lib/auth/client-address'
import { authenticate } from '@/lib/auth/directory/authenticate'
import type { DirectoryPerson } from '@/lib/auth/directory/entry'
import { toldCode } from '@/lib/auth/directory/sub-codes'
import { endAllSessions } from '@/lib/auth/end-session'
import { endSessionsOver } from '@/lib/auth/end-sessions-over'
import { authEvents } from '@/lib/auth/events'
import { forgive, keyedHash, limitAttempt } from '@/lib/auth/limit-attempts'
import { knownAs, recordRefusal, type SignInReason } from '@/lib/auth/record-refusal'
import { noteRefusal, waitForFloor } from '@/lib/auth/refusal-floor'
import { hashSid } from '@/lib/auth/session-cookie'
import { readSessionLimits } from '@/lib/auth/session-limits'
import { ADDRESS_LIMIT, GLOBAL_LIMIT, USER_LIMIT } from '@/lib/auth/sign-in-limits'
import { db, inTransaction } from '@/lib/db/client'
import { AppError, type PlatformCode } from '@/lib/errors/app-error'

/** How long somebody is at home at an address: sessions are kept as long after their end. */
const FAMILIAR_MS = 30 * 24 * 60 * 60 * 1000
/** Refusals before which the directory was asked about a password; the others take less. */
const BOUND = new Set([
  'bad_password',
  'refused',
  'locked',
  'changed',
  'disabled',
  'no_role',
  'user_disabled',
])

export interface SignInInput {
  username: string
  password: string
  /** The address that the request counts by, from the server process. */
  address: string | null
}

type Opened = { sid: string } | { sid: null; reason: 'user_disabled' | 'no_role' }

/** One transaction: the person, their roles, the session and its audit record, or nothing of it. */
async function openSession(
  person: DirectoryPerson,
  address: string,
): Promise<Opened & { userId: string; replacedUserId: string | null }> {
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
      event: authEvents['session.signed_in'],
      outcome: 'ok',
      actor,
      detail: { sessionId: row.id },
    })
    return { sid, userId: user.id, replacedUserId }
  }).catch((error: unknown) => {
    if (error instanceof AppError) throw error
    throw new AppError('audit_unavailable', {}, { cause: error })
  })
}

/** A name in canonical form, where it has one, as it is counted and recorded; and the address it came from. */
interface Asker {
  name: string
  from: string
  /** `performance.now()` at its beginning. */
  startedAt: number
}

async function refuse({ name, from }: Asker, reason: SignInReason): Promise<void> {
  await recordRefusal({
    of: await knownAs(name),
    reason,
    nameHmac: keyedHash('name', name),
    addressHmac: keyedHash('address', from),
  })
}

/** Somebody who signed in at this address within the month, as far as the sessions are kept. */
async function isFamiliar({ name, from }: Asker): Promise<boolean> {
  const createdAt = { gt: new Date(Date.now() - FAMILIAR_MS) }
  const where = { address: from, kind: 'directory', createdAt, user: { username: name } }
  return (await (await db()).session.count({ where })) > 0
}

type Tried = { sid: string; userId: string } | { refused: SignInReason }

async function tryPassword(
  { username, password }: { username: string | null; password: string },
  from: string,
): Promise<Tried> {
  if (username === null) return { refused: 'bad_input' }
  const answer = await authenticate(username, password)
  if (!answer.ok) return { refused: answer.reason }
  const opened = await openSession(answer.person, from)
  if (opened.replacedUserId) await endAllSessions(opened.replacedUserId, 'user_disabled')
  return opened.sid === null ? { refused: opened.reason } : { sid: opened.sid, userId: opened.userId }
}

async function signInWithinLimits(asker: Asker, given: Parameters<typeof tryPassword>[0]): Promise<string> {
  const { name, from } = asker
  const { result } = await limitAttempt({
    account: name,
    own: [{ limit: USER_LIMIT, value: name }],
    shared: [
      { limit: ADDRESS_LIMIT, value: from },
      { limit: GLOBAL_LIMIT, value: '' },
    ],
    isFamiliar: () => isFamiliar(asker),
    prove: () => tryPassword(given, from),
    hasFailed: (tried) => 'refused' in tried,
  }).catch(async (error: unknown) => {
    if (error instanceof AppError && error.code !== 'audit_unavailable') {
      await refuse(asker, error.code as PlatformCode)
    }
    throw error
  })
  if ('refused' in result) {
    await refuse(asker, result.refused)
    if (BOUND.has(result.refused)) noteRefusal(performance.now() - asker.startedAt)
    throw new AppError(toldCode(result.refused))
  }
  await endSessionsOver(result.userId)
  await forgive(name)
  return result.sid
}

/**
 * Signs a person in and returns the new random session id for the cookie. Throws AppError `invalid_credentials` (the
 * same for an unknown name, a wrong password, a disabled account and one without a role), `too_many_requests`,
 * `directory_unavailable` or `audit_unavailable`; and, when the directory says so of the right password,
 * `password_expired`, `password_must_change`, `account_disabled`, `account_expired`, `sign_in_hours` or
 * `sign_in_workstation`. Every refusal takes until the same floor, so that the time tells nobody which names exist.
 */
export async function signIn({ username: typed, password, address }: SignInInput): Promise<string> {
  const startedAt = performance.now()
  const username = canonicalUsername(typed)
  // The database takes no half of a character, which a cut may leave.
  const name = username ?? typed.slice(0, 512).toWellFormed()
  try {
    return await signInWithinLimits({ name, from: addressKey(address), startedAt }, { username, password })
  } catch (error) {
    await waitForFloor(startedAt)
    throw error
  }
}
