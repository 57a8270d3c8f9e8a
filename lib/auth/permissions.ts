import type { Actor, Role } from '@/lib/shared/actor'

export const PERMISSIONS = [
  'consult:ask',
  'usage:read',
  'audit:read',
  'security:manage',
  'system:manage',
  'roles:delegate',
  'changes:decide',
  'templates:read',
  'templates:write',
  'batch:run',
  'medication:check',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** What each role may do. */
export const GRANTED: Record<Role, readonly Permission[]> = {
  doctor: ['consult:ask', 'templates:read', 'templates:write', 'batch:run', 'medication:check'],
  department_head: [
    'usage:read',
    'roles:delegate',
    'templates:read',
    'templates:write',
    'batch:run',
    'medication:check',
  ],
  system_admin: ['system:manage', 'changes:decide'],
  security_admin: ['security:manage', 'roles:delegate', 'changes:decide', 'templates:read'],
  auditor: ['audit:read', 'usage:read', 'changes:decide'],
}

/** True when one of the person's roles carries the permission. */
export function can(actor: Pick<Actor, 'roles'>, permission: Permission): boolean {
  return actor.roles.some(({ role }) => GRANTED[role].includes(permission))
}

/** The departments whose usage the person may read: `"all"` for an auditor, else those they head. */
export function usageScope(actor: Pick<Actor, 'roles'>): 'all' | readonly string[] {
  if (actor.roles.some(({ role }) => role === 'auditor')) return 'all'
  return actor.roles.flatMap(({ role, departmentId }) =>
    role === 'department_head' && departmentId !== null ? [departmentId] : [],
  )
}
