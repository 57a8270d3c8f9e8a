import 'server-only'
import { randomBytes } from 'node:crypto'
import { recordEvent } from '@/lib/audit/record-event'
import { EMERGENCY_DISPLAY_NAME, EMERGENCY_NAME, EMERGENCY_SESSION_MS } from '@/lib/auth/break-glass/account'
import { passwordMatches } from '@/lib/auth/break-glass/hash-password'
import { stepOfCode } from '@/lib/auth/break-glass/one-time-code'
import { unseal } from '@/lib/auth/break-glass/seal'
import { addressKey, isLoopback } from '@/lib/auth/client-address'
import { PASSWORD_MAX } from '@/lib/auth/contract'
import { endSessionsOver } from '@/lib/auth/end-sessions-over'
import { authEvents } from '@/lib/auth/events'
import { forgive, keyedHash, limitAttempt, type Counted } from '@/lib/auth/limit-attempts'
import { recordRefusal } from '@/lib/auth/record-refusal'
import { hashSid } from '@/lib/auth/session-cookie'
import { EMERGENCY_ADDRESS_LIMIT, EMERGENCY_LIMIT } from '@/lib/auth/sign-in-limits'
import { db, inTransaction } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

/** A hash of nothing anybody knows, so that a switched-off account takes as long to refuse as one that is on. */
const NOBODY =
  '$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

type Reason = 'off' | 'password' | 'code'

export interface LocalSignIn {
  password: string
  code: string
  /** Address of the socket, from the server process. */
  address: string | null
}

/** Whether the emergency account is on and this is its password. */
export async function isEmergencyPassword(password: string): Promise<boolean> {
  const account = await (await db()).localAccount.findUnique({ where: { username: EMERGENCY_NAME } })
  const matches = await passwordMatches(password.slice(0, PASSWORD_MAX), account?.passwordHash ?? NOBODY)
  return account !== null && matches
}

/** One transaction: the code is used up, the session opened and recorded, or nothing of it. */
async function openSession(step: number, address: string): Promise<{ sid: string; userId: string } | null> {
  const sid = randomBytes(32).toString('base64url')
  return inTransaction(async (tx) => {
    const now = new Date()
    const { count } = await tx.localAccount.updateMany({
      where: { username: EMERGENCY_NAME, lastStep: { lt: step } },
      data: { lastStep: step, lastUsedAt: now },
    })
    if (count === 0) return null
    const names = { username: EMERGENCY_NAME, displayName: EMERGENCY_DISPLAY_NAME }
    const user = await tx.user.upsert({
      where: { directoryId: EMERGENCY_NAME },
      create: { directoryId: EMERGENCY_NAME, ...names, lastSignInAt: now },
      update: { ...names, lastSignInAt: now },
    })
    const expiresAt = new Date(now.getTime() + EMERGENCY_SESSION_MS)
    const times = { createdAt: now, lastActionAt: now, expiresAt }
    const row = await tx.session.create({
      data: { sidHash: hashSid(sid), userId: user.id, address, kind: 'break_glass', ...times },
    })
    const actor = { userId: user.id, displayName: user.displayName, departmentId: null }
    const detail = { sessionId: row.id, address }
    await recordEvent(tx, { event: authEvents['breakglass.signed_in'], outcome: 'ok', actor, detail })
    return { sid, userId: user.id }
  }).catch((error: unknown) => {
    throw new AppError('audit_unavailable', {}, { cause: error })
  })
}

async function check({ password, code }: LocalSignIn): Promise<{ step: number } | { refused: Reason }> {
  const account = await (await db()).localAccount.findUnique({ where: { username: EMERGENCY_NAME } })
  const matches = await isEmergencyPassword(password)
  if (!account) return { refused: 'off' }
  if (!matches) return { refused: 'password' }
  const given = code.replace(/\s/g, '').slice(0, 16)
  const step = stepOfCode(unseal(account.totpSecret), given, { lastStep: account.lastStep, now: Date.now() })
  return step === null ? { refused: 'code' } : { step }
}

async function refuse(reason: Reason | 'too_many_requests', from: string): Promise<void> {
  await recordRefusal({
    of: 'emergency',
    reason,
    nameHmac: keyedHash('name', EMERGENCY_NAME),
    addressHmac: keyedHash('address', from),
  })
}

type Tried = { sid: string; userId: string } | { refused: Reason }

async function tryOnce(input: LocalSignIn, from: string): Promise<Tried> {
  const checked = await check(input)
  if ('refused' in checked) return checked
  return (await openSession(checked.step, from)) ?? { refused: 'code' }
}

/**
 * Signs in with the emergency account, which asks no directory, and returns the new random session id for the cookie.
 * Throws AppError `invalid_credentials` (the same whether it is off, or the password or code is wrong or was used),
 * `too_many_requests` by limits of its own, or `audit_unavailable`. On the machine itself there is no limit but that one
 * attempt is made after the other, in a lane that nobody elsewhere can fill: the operator is never refused there.
 */
export async function signInLocally(input: LocalSignIn): Promise<string> {
  const from = addressKey(input.address)
  const here = isLoopback(input.address)
  const afar: Counted[] = [
    { limit: EMERGENCY_LIMIT, value: '' },
    { limit: EMERGENCY_ADDRESS_LIMIT, value: from },
  ]
  const { result } = await limitAttempt({
    account: here ? `${EMERGENCY_NAME}@here` : EMERGENCY_NAME,
    own: here ? [] : afar,
    mostWaiting: here ? Infinity : undefined,
    prove: () => tryOnce(input, from),
    hasFailed: (tried) => 'refused' in tried,
  }).catch(async (error: unknown) => {
    if (error instanceof AppError && error.code === 'too_many_requests') await refuse(error.code, from)
    throw error
  })
  if ('refused' in result) {
    await refuse(result.refused, from)
    throw new AppError('invalid_credentials')
  }
  await endSessionsOver(result.userId)
  await forgive(EMERGENCY_NAME)
  return result.sid
}
