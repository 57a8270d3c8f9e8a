import 'server-only'
import { statfs } from 'node:fs/promises'
import type { z } from 'zod'
import type { meOutput } from '@/lib/auth/contract'
import { isHeightFault, trailFault } from '@/lib/audit/watch-trail'
import { emergencyEnabled, emergencyInUse } from '@/lib/auth/break-glass/emergency-state'
import { auth } from '@/lib/auth/feature'
import { everybodySharesOneAddress } from '@/lib/auth/shared-address'
import { can } from '@/lib/feature/can'
import type { Actor } from '@/lib/shared/actor'
import { directoryDoubted } from '@/lib/auth/recheck-people'
import { readSessionLimits } from '@/lib/auth/session-limits'
import { isPlainBeyondThisMachine, statePath } from '@/lib/config/env'
import { readPolicy } from '@/lib/policies/read-policy'
import { db } from '@/lib/db/client'
import { hospitalDay } from '@/lib/shared/hospital-day'

const LEAST_FREE_BYTES = 512 * 1024 * 1024

/** On a full disk nothing can be recorded, so that even the system page is refused: this warns before and while. */
async function diskIsLow(): Promise<boolean> {
  const { bavail, bsize } = await statfs(statePath())
  return bavail * bsize < LEAST_FREE_BYTES
}

type Alert = z.infer<typeof meOutput>['alerts'][number]

/** Everybody is told that nothing works and of their own emergency session; who can act on the rest is told about it. */
async function readAlerts(actor: Actor): Promise<Alert[]> {
  const admin =
    can(actor, auth.permissions['security:manage']) || can(actor, auth.permissions['system:manage'])
  const alerts: Alert[] = actor.emergency ? ['emergency_session'] : []
  const fault = trailFault()
  if (fault) alerts.unshift(isHeightFault(fault) ? 'trail_cut' : 'trail_fault')
  if (!admin) return alerts
  if (await emergencyInUse(actor.sessionId)) alerts.push('emergency_in_use')
  else if (!actor.emergency && (await emergencyEnabled())) alerts.push('emergency_enabled')
  if (await diskIsLow()) alerts.push('disk_low')
  if (isPlainBeyondThisMachine()) alerts.push('plain_http')
  if (directoryDoubted()) alerts.push('directory_doubted')
  if (await everybodySharesOneAddress()) alerts.push('one_address')
  return alerts
}

/** What an admin says to everybody; empty once the last day of it is over. */
async function readNotice(): Promise<{ zh: string; en: string }> {
  const { zh, en, until } = await readPolicy(auth.policies.notices)
  return until !== '' && hospitalDay(new Date()) > until ? { zh: '', en: '' } : { zh, en }
}

/** What the browser may know about the signed-in person and their session. */
export async function describeMe(actor: Actor): Promise<z.input<typeof meOutput>> {
  const { expiresAt, user } = await (
    await db()
  ).session.findUniqueOrThrow({
    where: { id: actor.sessionId },
    include: { user: { include: { department: true } } },
  })
  const { department } = user
  return {
    username: actor.username,
    displayName: actor.displayName,
    department: department && { id: department.id, nameZh: department.nameZh, nameEn: department.nameEn },
    roles: actor.roles.map(({ role, departmentId }) => ({ role, departmentId })),
    locale: actor.locale,
    locked: actor.locked,
    lockAfterSeconds: (await readSessionLimits()).lockAfterSeconds,
    expiresAt: expiresAt.toISOString(),
    notice: await readNotice(),
    alerts: await readAlerts(actor),
  }
}
