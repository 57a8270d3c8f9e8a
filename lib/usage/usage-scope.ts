import type { Actor } from '@/lib/shared/actor'

/** The departments whose usage the person may read: `"all"` for an auditor, else those they head. */
export function usageScope(actor: Pick<Actor, 'roles'>): 'all' | readonly string[] {
  if (actor.roles.some(({ role }) => role === 'auditor')) return 'all'
  return actor.roles.flatMap(({ role, departmentId }) =>
    role === 'department_head' && departmentId !== null ? [departmentId] : [],
  )
}
