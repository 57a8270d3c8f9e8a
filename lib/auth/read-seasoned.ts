import 'server-only'
import { audit } from '@/lib/audit/feature'
import { PEOPLE_ONLY } from '@/lib/auth/break-glass/account'
import { isInForce } from '@/lib/auth/grants-in-force'
import type { Tx } from '@/lib/db/client'
import { readPolicy } from '@/lib/policies/read-policy'
import { roleSchema, type Role } from '@/lib/shared/actor'
import { HOUR } from '@/lib/shared/durations'

/** What of their rights people have held for long enough to approve with, by person; nobody else is in it. */
export type Seasoned = ReadonlyMap<string, { displayName: string; roles: readonly Role[] }>

/** Who may approve by now: the right must be as old, in our own records, as the policy asks, or as many hours as given. */
export async function readSeasoned(tx: Tx, hours: number | null = null): Promise<Seasoned> {
  const newcomerHours = hours ?? (await readPolicy(audit.policies.approvals, tx)).newcomerHours
  const now = new Date()
  const grants = await tx.roleGrant.findMany({
    where: {
      createdAt: { lte: new Date(now.getTime() - newcomerHours * HOUR) },
      user: { disabledAt: null, ...PEOPLE_ONLY },
    },
    include: { user: { select: { displayName: true } } },
  })
  const seasoned = new Map<string, { displayName: string; roles: Role[] }>()
  for (const grant of grants) {
    const role = roleSchema.safeParse(grant.role)
    if (!role.success || !isInForce(grant, now)) continue
    const one = seasoned.get(grant.userId) ?? { ...grant.user, roles: [] }
    one.roles.push(role.data)
    seasoned.set(grant.userId, one)
  }
  return seasoned
}
