import 'server-only'
import { endSession } from '@/lib/auth/end-session'
import { readSessionLimits } from '@/lib/auth/session-limits'
import { db } from '@/lib/db/client'

/** Ends the person's oldest sessions until no more are left than the policy allows. Returns how many it ended. */
export async function endSessionsOver(userId: string): Promise<number> {
  const { maxPerPerson } = await readSessionLimits()
  const live = await (
    await db()
  ).session.findMany({
    where: { userId, endedAt: null },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  })
  let count = 0
  for (const { id } of live.slice(maxPerPerson)) if (await endSession(id, 'signed_in_elsewhere')) count += 1
  return count
}
