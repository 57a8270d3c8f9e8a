import { roleSchema, type RoleHeld } from '@/lib/shared/actor'

interface Grant {
  role: string
  departmentId: string | null
  startsAt: Date | null
  endsAt: Date | null
}

/** Whether a grant holds at this moment: one with a time counts from its start up to, not including, its end. */
export function isInForce({ startsAt, endsAt }: Pick<Grant, 'startsAt' | 'endsAt'>, now: Date): boolean {
  return (startsAt === null || startsAt <= now) && (endsAt === null || endsAt > now)
}

/** The roles that a person's grants give at this moment, each once. A role this version does not know gives nothing. */
export function rolesInForce(grants: readonly Grant[], now: Date): RoleHeld[] {
  const held = new Map<string, RoleHeld>()
  for (const grant of grants) {
    const role = roleSchema.safeParse(grant.role)
    if (!role.success || !isInForce(grant, now)) continue
    held.set(`${role.data} ${grant.departmentId ?? ''}`, {
      role: role.data,
      departmentId: grant.departmentId,
    })
  }
  return [...held.values()]
}
