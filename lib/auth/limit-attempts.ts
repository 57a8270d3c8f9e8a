import 'server-only'
import { createHmac } from 'node:crypto'
import { inLane } from '@/lib/auth/attempt-lanes'
import { AHEAD_MS } from '@/lib/auth/clock-set-back'
import { slotsOf, waitSeconds, type Limit } from '@/lib/auth/sign-in-limits'
import { secret } from '@/lib/config/env'
import { db, inTransaction } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

/** What an attempt is counted by: a limit and the value it is about, for example a user name. */
export interface Counted {
  limit: Limit
  value: string
}

/** A keyed hash of a name or address: equal values can be counted, but not read back. */
export function keyedHash(kind: string, value: string): string {
  return createHmac('sha256', secret('session')).update(`${kind}\0${value}`).digest('hex')
}

const keyOf = ({ limit, value }: Counted): string => keyedHash(limit.kind, value)
const accountKey = (account: string): string => keyedHash('account', account)

/** Most attempts that wait for an earlier one of the same account, and for one of the same address. */
const ACCOUNT_WAITING = 10
const ADDRESS_WAITING = 300

export interface Attempt<T> {
  /** Whose password is tried: attempts of one account are made one after the other. */
  account: string
  /** Limits of the account, the session or the like. */
  own: readonly Counted[]
  /** How many may wait for an earlier attempt of the account; ten if not given. */
  mostWaiting?: number | undefined
  /** Limits of what the account shares with others: its address, the whole portal. */
  shared?: readonly Counted[]
  /** Whether the account is at home at this address: while it has no failure of its own, the shared limits pass it. */
  isFamiliar?: () => Promise<boolean>
  /** Tries the password. What it throws is no failure of the person. */
  prove: () => Promise<T>
  hasFailed: (result: T) => boolean
}

/** The times of the failures within the window. One ahead of the clock was counted before the clock was set back: it keeps nobody out. */
async function failuresOf(one: Counted): Promise<number[]> {
  const now = Date.now()
  const within = { gt: new Date(now - one.limit.windowSeconds * 1000), lte: new Date(now + AHEAD_MS) }
  const rows = await (
    await db()
  ).signInFailure.findMany({ where: { key: keyOf(one), at: within }, orderBy: { at: 'asc' } })
  return rows.map(({ at }) => at.getTime())
}

async function secondsToWait(counted: readonly Counted[]): Promise<number> {
  let wait = 0
  for (const one of counted) {
    wait = Math.max(wait, waitSeconds(one.limit, await failuresOf(one), Date.now()))
  }
  return wait
}

async function requirePatience(counted: readonly Counted[]): Promise<void> {
  const retryAfterSeconds = await secondsToWait(counted)
  if (retryAfterSeconds > 0) throw new AppError('too_many_requests', { retryAfterSeconds })
}

async function countFailure(account: string, counted: readonly Counted[]): Promise<void> {
  const data = counted.map((one) => ({ key: keyOf(one), account: accountKey(account) }))
  if (data.length > 0) await inTransaction((tx) => tx.signInFailure.createMany({ data }))
}

/** Passes the shared limits of the attempt, in a lane of each address as wide as its failures leave it. */
async function sharing<T>(shared: readonly Counted[], work: () => Promise<T>): Promise<T> {
  const checked = async (): Promise<T> => {
    await requirePatience(shared)
    return work()
  }
  const address = shared.find(({ limit }) => limit.kind === 'address')
  if (!address) return checked()
  const slots = async (): Promise<number> => slotsOf((await failuresOf(address)).length)
  return inLane({ key: keyOf(address), slots, mostWaiting: ADDRESS_WAITING }, checked)
}

/**
 * Makes one attempt within its limits and returns its result, with the failures there are now by limit. An attempt counts
 * as failed only once it has; those under way wait for each other instead. Throws AppError `too_many_requests` with
 * `retryAfterSeconds`, before the password is tried, or what `prove` throws.
 */
export async function limitAttempt<T>(
  attempt: Attempt<T>,
): Promise<{ result: T; failures: Readonly<Partial<Record<Limit['kind'], number>>> }> {
  const { account, own, shared = [], isFamiliar, prove, hasFailed } = attempt
  const { mostWaiting = ACCOUNT_WAITING } = attempt
  const make = async () => {
    await requirePatience(own)
    const clean = (await Promise.all(own.map(failuresOf))).every(({ length }) => length === 0)
    const passes = clean && isFamiliar !== undefined && (await isFamiliar())
    const tryIt = async () => {
      const result = await prove()
      if (hasFailed(result)) await countFailure(account, [...own, ...shared])
      return result
    }
    const result = await (passes ? tryIt() : sharing(shared, tryIt))
    const failures: Partial<Record<Limit['kind'], number>> = {}
    for (const one of own) failures[one.limit.kind] = (await failuresOf(one)).length
    return { result, failures }
  }
  return inLane({ key: accountKey(account), slots: () => 1, mostWaiting }, make)
}

/** Takes back every failure of an account that has just proved itself, from the counts of its address too. */
export async function forgive(account: string): Promise<void> {
  await (await db()).signInFailure.deleteMany({ where: { account: accountKey(account) } })
}
