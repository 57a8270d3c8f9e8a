import 'server-only'
import { createHmac } from 'node:crypto'
import { waitSeconds, type Limit } from '@/lib/auth/sign-in-limits'
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

/** A counted attempt. Failed unless it is taken back. */
export interface Attempt {
  /** Rows of this attempt. */
  ids: readonly string[]
  /** Failures per limit, this attempt included. */
  failures: Readonly<Partial<Record<Limit['kind'], number>>>
}

/**
 * Counts an attempt as failed before it is made, so that many at once cannot slip through. Throws AppError
 * `too_many_requests` with `retryAfterSeconds` when a limit is reached; then nothing is counted.
 */
export async function reserveAttempt(counted: readonly Counted[]): Promise<Attempt> {
  return inTransaction(async (tx) => {
    const now = Date.now()
    const ids: string[] = []
    const failures: Partial<Record<Limit['kind'], number>> = {}
    let wait = 0
    for (const one of counted) {
      const since = new Date(now - one.limit.windowSeconds * 1000)
      const rows = await tx.signInFailure.findMany({
        where: { key: keyOf(one), at: { gt: since } },
        orderBy: { at: 'asc' },
      })
      failures[one.limit.kind] = rows.length + 1
      const times = rows.map(({ at }) => at.getTime())
      wait = Math.max(wait, waitSeconds(one.limit, times, now))
    }
    if (wait > 0) throw new AppError('too_many_requests', { retryAfterSeconds: wait })
    for (const one of counted) ids.push((await tx.signInFailure.create({ data: { key: keyOf(one) } })).id)
    return { ids, failures }
  })
}

/** Takes an attempt back that was no failure; after a success, `forgive` clears what the person is counted by. */
export async function releaseAttempt(attempt: Attempt, forgive: readonly Counted[] = []): Promise<void> {
  await (
    await db()
  ).signInFailure.deleteMany({
    where: { OR: [{ id: { in: [...attempt.ids] } }, { key: { in: forgive.map(keyOf) } }] },
  })
}
