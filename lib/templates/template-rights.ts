import { auth } from '@/lib/auth/feature'
import { can } from '@/lib/feature/can'
import { departmentsOf, headedBy, type Actor } from '@/lib/shared/actor'
import type { Scope, Target } from './contract'
import { templates } from '@/lib/templates/feature'

/** What rights are decided by: where a template stands. */
export interface Placed {
  scope: string
  ownerId: string | null
  departmentId: string | null
}

/** Whether the person sees it. A template out of sight does not exist for them. */
export function maySee(actor: Actor, { scope, ownerId, departmentId }: Placed): boolean {
  if (scope === 'personal') return ownerId === actor.userId
  if (scope === 'hospital' || can(actor, auth.permissions['security:manage'])) return true
  return departmentId !== null && departmentsOf(actor).includes(departmentId)
}

/** Where the person may ask for a template to be published: members for their department, heads for the hospital too. */
export function targetsOf(actor: Actor): Target[] {
  if (!can(actor, templates.permissions['templates:write'])) return []
  const departments = departmentsOf(actor).map((departmentId) => ({
    scope: 'department' as const,
    departmentId,
  }))
  return headedBy(actor).length > 0
    ? [...departments, { scope: 'hospital', departmentId: null }]
    : departments
}

/** Whether the person may ask for a version of it to be published. */
export function mayPropose(
  actor: Actor,
  { scope, departmentId }: Pick<Placed, 'scope' | 'departmentId'>,
): boolean {
  return targetsOf(actor).some((target) => target.scope === scope && target.departmentId === departmentId)
}

/**
 * Whether the person may take it out of use or bring it back: the owner; the head of the department; for the hospital
 * any head. A security admin may, everywhere but in personal templates: a wrong one must go quickly.
 */
export function mayDeprecate(actor: Actor, { scope, ownerId, departmentId }: Placed): boolean {
  if (scope === 'personal') return ownerId === actor.userId
  if (can(actor, auth.permissions['security:manage'])) return true
  return scope === 'hospital'
    ? headedBy(actor).length > 0
    : departmentId !== null && headedBy(actor).includes(departmentId)
}

/** Whether the person may approve or reject a proposal: who may deprecate there, never one's own proposal. */
export function mayDecide(
  actor: Actor,
  {
    scope,
    departmentId,
    requestedById,
  }: { scope: string; departmentId: string | null; requestedById: string },
): boolean {
  return requestedById !== actor.userId && mayDeprecate(actor, { scope, departmentId, ownerId: null })
}

/** Everything the person may do with one template, for the page. */
export function rightsOf(actor: Actor, placed: Placed & { builtIn: boolean; deprecatedAt: Date | null }) {
  const own = placed.scope === 'personal' && placed.ownerId === actor.userId
  return {
    change: own && can(actor, templates.permissions['templates:write']),
    propose: !own && !placed.builtIn && mayPropose(actor, placed),
    deprecate: !own && mayDeprecate(actor, placed),
    remove: own || (!placed.builtIn && placed.deprecatedAt !== null && mayDeprecate(actor, placed)),
  }
}

/** The stored scope as one of the known ones; an unknown one, of a newer version, is nobody's. */
export function toScope(scope: string): Scope {
  return scope === 'department' || scope === 'hospital' ? scope : 'personal'
}
