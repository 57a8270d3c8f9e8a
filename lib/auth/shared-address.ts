import 'server-only'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/client'

/** So many people on one address are no ward. */
const LEAST_PEOPLE = 20
const SHARE = 0.8

/** Whether nearly everybody who is signed in comes from one address while no proxy is trusted: then one stands unnamed. */
export async function everybodySharesOneAddress(): Promise<boolean> {
  if (env().TRUSTED_PROXIES !== '') return false
  const sessions = await (
    await db()
  ).session.findMany({
    where: { endedAt: null, kind: 'directory' },
    select: { userId: true, address: true },
  })
  const people = new Map<string | null, Set<string>>()
  for (const { userId, address } of sessions) {
    people.set(address, (people.get(address) ?? new Set()).add(userId))
  }
  const most = Math.max(0, ...[...people.values()].map(({ size }) => size))
  const all = new Set(sessions.map(({ userId }) => userId)).size
  return most >= LEAST_PEOPLE && most >= all * SHARE
}
