import { audit } from '@/lib/audit/feature'
import { can } from '@/lib/feature/can'
import type { Decision } from '@/lib/library/contract'
import { library } from '@/lib/library/feature'
import { departmentsOf, headedBy, type Actor, type Role } from '@/lib/shared/actor'

/** What rights are decided by: where an edition stands. */
export interface Placed {
  departmentId: string | null
  state: string
  proposedById: string | null
}

type Person = Pick<Actor, 'userId' | 'roles' | 'departmentId' | 'emergency'>

const holds = ({ roles }: Pick<Actor, 'roles'>, role: Role) => roles.some((held) => held.role === role)

/**
 * The role with which the person decides on what stands there: the head of the department, any head for the hospital, the
 * security admin everywhere. Null for nobody of these, and for the emergency account, which may be held by the one who asked.
 */
export function decidesAs(actor: Person, { departmentId }: Pick<Placed, 'departmentId'>): Role | null {
  if (actor.emergency || !can(actor, library.permissions['library:decide'])) return null
  const heads = headedBy(actor)
  if (departmentId === null ? heads.length > 0 : heads.includes(departmentId)) return 'department_head'
  return holds(actor, 'security_admin') ? 'security_admin' : null
}

/** Where the person may propose: departments by id, null for the whole hospital. The emergency account repairs and proposes nothing. */
export function targetsOf(actor: Person, departments: readonly string[]): (string | null)[] {
  if (actor.emergency || !can(actor, library.permissions['library:propose'])) return []
  return [null, ...(holds(actor, 'security_admin') ? departments : headedBy(actor))]
}

/** Whether the person may propose for a department, or for the whole hospital. */
export const mayPropose = (actor: Person, departmentId: string | null): boolean =>
  targetsOf(actor, departmentId === null ? [] : [departmentId]).includes(departmentId)

/**
 * Whether the person may find, open, count and fetch an edition; one out of sight does not exist for them. A department's own is
 * for its people, who decides on it and auditors; what waits or was rejected, for who proposed, who decides and auditors.
 */
export function mayRead(actor: Person, edition: Placed): boolean {
  if (!can(actor, library.permissions['library:read'])) return false
  if (can(actor, audit.permissions['audit:read']) || decidesAs(actor, edition) !== null) return true
  const { departmentId, state, proposedById } = edition
  if (departmentId !== null && !departmentsOf(actor).includes(departmentId)) return false
  return (state !== 'proposed' && state !== 'rejected') || proposedById === actor.userId
}

const DECISIONS_IN: Readonly<Record<string, readonly Decision[]>> = {
  proposed: ['approve', 'reject'],
  in_force: ['retire'],
  superseded: ['restore'],
  retired: ['restore'],
}

/** What the person may decide on an edition now; never on one's own proposal, but to take it out of use. */
export function decisionsOf(actor: Person, edition: Placed): readonly Decision[] {
  if (decidesAs(actor, edition) === null) return []
  const possible = DECISIONS_IN[edition.state] ?? []
  return edition.proposedById === actor.userId ? possible.filter((one) => one === 'retire') : possible
}
