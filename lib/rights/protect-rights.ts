import 'server-only'
import { auth } from '@/lib/auth/feature'
import { audit } from '@/lib/audit/feature'
import { rightsEvents } from '@/lib/rights/events'
import { readSeasoned } from '@/lib/auth/read-seasoned'
import type { protectionSchema } from '@/lib/rights/contract'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { rolesInForce } from '@/lib/auth/grants-in-force'
import { ADMIN_ROLES } from '@/lib/auth/map-groups'
import { PEOPLE_ONLY } from '@/lib/auth/break-glass/account'
import { usesHospitalDirectory } from '@/lib/config/env'
import { dutiesAreSeparate } from '@/lib/auth/duties-are-separate'
import { readPolicy } from '@/lib/policies/read-policy'
import { db, type Tx } from '@/lib/db/client'
import type { z } from 'zod'

type Protection = z.infer<typeof protectionSchema>

/** People with more than one administrative role: separation would take one from them. */
async function countSeveralRoles(tx: Tx): Promise<number> {
  const users = await tx.user.findMany({
    where: { disabledAt: null, ...PEOPLE_ONLY },
    include: { grants: true },
  })
  const now = new Date()
  return users.filter(({ grants }) => {
    const roles = new Set(rolesInForce(grants, now).map(({ role }) => role as string))
    return ADMIN_ROLES.filter((role) => roles.has(role)).length > 1
  }).length
}

/** How far rights are protected now, and what keeps them from being protected further. */
export async function readProtection(tx: Tx): Promise<Protection> {
  const seasoned = await readSeasoned(tx)
  return {
    fourEyes: (await readPolicy(audit.policies.fourEyes, tx)).enabled,
    separation: await dutiesAreSeparate(tx),
    hospital: usesHospitalDirectory(),
    approvers: [...seasoned.values()].filter(({ roles }) =>
      auth.permissions['security:manage'].roles.some((role) => roles.includes(role)),
    ).length,
    newcomerHours: (await readPolicy(audit.policies.approvals, tx)).newcomerHours,
    severalRoles: await countSeveralRoles(tx),
  }
}

/** Once on, it is on by a row of its own: that one of the two is gone later changes nothing. */
async function switchOn(tx: Tx, key: 'fourEyes' | 'separation'): Promise<void> {
  const data = { value: JSON.stringify({ enabled: true }), version: 1, updatedAt: new Date() }
  await tx.policy.create({ data: { key, ...data } })
  const detail = { key, before: ['enabled=false'], after: ['enabled=true'] }
  await recordEvent(tx, { event: rightsEvents['policy.changed'], outcome: 'ok', actor: null, detail })
}

/**
 * Switches four eyes and separation on where people come from a hospital's directory and two security admins could approve
 * each other's changes, unless two people have decided otherwise. Separation waits until nobody holds several administrative
 * roles, so that it takes none from anybody by itself. Never switches anything off.
 */
export async function protectRights(): Promise<void> {
  if (!usesHospitalDirectory()) return
  const rows = await (await db()).policy.findMany({ where: { key: { in: ['fourEyes', 'separation'] } } })
  if (rows.length === 2) return
  await inAuditedTransaction(async (tx) => {
    const { approvers, severalRoles } = await readProtection(tx)
    if (approvers < 2) return
    const unset = async (key: string) => (await tx.policy.count({ where: { key } })) === 0
    if (await unset('fourEyes')) await switchOn(tx, 'fourEyes')
    if (severalRoles === 0 && (await unset('separation'))) await switchOn(tx, 'separation')
  })
}
