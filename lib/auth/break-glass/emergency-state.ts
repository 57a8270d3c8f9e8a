import 'server-only'
import { EMERGENCY_NAME } from '@/lib/auth/break-glass/account'
import { db } from '@/lib/db/client'

/** Whether the emergency account is switched on. */
export async function emergencyEnabled(): Promise<boolean> {
  return (await (await db()).localAccount.count({ where: { username: EMERGENCY_NAME } })) > 0
}

/** Whether somebody is signed in with the emergency account now, other than in the given session. */
export async function emergencyInUse(exceptSessionId: string): Promise<boolean> {
  const where = {
    kind: 'break_glass',
    endedAt: null,
    expiresAt: { gt: new Date() },
    id: { not: exceptSessionId },
  }
  return (await (await db()).session.count({ where })) > 0
}
