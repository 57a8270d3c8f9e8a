import 'server-only'
import type { Prisma } from '@prisma/client'
import { PEOPLE_ONLY } from '@/lib/auth/break-glass/account'
import { isInForce, rolesInForce } from '@/lib/auth/grants-in-force'
import { mapGroups, normaliseDn, type Mapping } from '@/lib/auth/map-groups'
import { readGroups } from '@/lib/auth/remembered-groups'
import { dutiesAreSeparate } from '@/lib/auth/duties-are-separate'
import type { Tx } from '@/lib/db/client'

/** What one person holds, as labels such as `auditor`, `department_head:ID` and `department:ID`. */
export interface Rights {
  held: ReadonlySet<string>
  /** The same without what separation of duties holds back. */
  could: ReadonlySet<string>
  /** `unsure` when only a mapping gives it and the person's groups are not known. */
  securityAdmin: 'sure' | 'unsure' | 'no'
}
/** Everybody's rights as they will be from the next sign-in on, and the groups that give security administration. */
export interface RightsTable {
  people: ReadonlyMap<string, Rights>
  securityGroups: string
}

type Row = Prisma.UserGetPayload<{ include: { grants: true } }>
interface Table {
  mappings: readonly Mapping[]
  separate: boolean
  now: Date
}

const label = ({ role, departmentId }: { role: string; departmentId: string | null }): string =>
  departmentId === null ? role : `${role}:${departmentId}`

function mapped(user: Row, { mappings, separate, now }: Table) {
  const former = user.grants.filter(({ source }) => source === 'mapping')
  const groups = readGroups(user.directoryGroups)
  if (!groups) return { departmentId: user.departmentId, roles: rolesInForce(former, now) }
  const manual = user.grants.filter(({ source }) => source === 'manual')
  return mapGroups(groups.groupDns, mappings, {
    separate,
    heldManually: manual.map(({ role }) => role),
    departmentKeys: groups.departmentKeys,
    heldBefore: rolesInForce(former, now),
  })
}

const isAdmin = ({ role }: { role: string }) => role === 'security_admin'

function rightsOf(user: Row, table: Table): Rights {
  if (user.disabledAt) return { held: new Set(), could: new Set(), securityAdmin: 'no' }
  const { departmentId, roles } = mapped(user, table)
  const given = user.grants.filter(({ source }) => source !== 'mapping')
  const lasting = given.filter(({ endsAt }) => endsAt === null || endsAt > table.now)
  const workplace = departmentId === null ? [] : [`department:${departmentId}`]
  const held = new Set([...[...lasting, ...roles].map(label), ...workplace])
  const could = new Set([...held, ...mapped(user, { ...table, separate: false }).roles.map(label)])
  const byHand = given.filter((grant) => isInForce(grant, table.now)).some(isAdmin)
  if (!byHand && !roles.some(isAdmin)) return { held, could, securityAdmin: 'no' }
  return { held, could, securityAdmin: byHand || user.directoryGroups !== null ? 'sure' : 'unsure' }
}

/**
 * The rights of everybody whom the portal knows, worked out from the grants, the mapping table and the groups that the
 * directory last named. A right that begins later counts; one that is over does not. What a mapping would give its own
 * authors counts, so that a change that is for oneself is seen.
 */
export async function readRights(tx: Tx): Promise<RightsTable> {
  const mappings = await tx.groupMapping.findMany({ orderBy: { groupDn: 'asc' } })
  const table = { mappings, separate: await dutiesAreSeparate(tx), now: new Date() }
  const users = await tx.user.findMany({ where: PEOPLE_ONLY, include: { grants: true } })
  const security = mappings.filter(({ role }) => role === 'security_admin')
  return {
    people: new Map(users.map((user) => [user.id, rightsOf(user, table)])),
    securityGroups: JSON.stringify(security.map(({ groupDn }) => normaliseDn(groupDn)).sort()),
  }
}
