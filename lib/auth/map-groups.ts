import { ROLES, roleSchema, type RoleHeld } from '@/lib/auth/permissions'

export interface Mapping {
  groupDn: string
  role: string | null
  departmentId: string | null
}

export interface Mapped {
  departmentId: string | null
  roles: RoleHeld[]
  /** Admin roles that were left out because one account may hold only one of them. */
  dropped: string[]
}

const ADMIN_ROLES: readonly string[] = ['system_admin', 'security_admin', 'auditor']

/** Normal forms by name as given: a re-check compares the same mappings with everybody. */
const NORMAL = new Map<string, string>()
const MOST_REMEMBERED = 10_000

/** A distinguished name in the form it is compared in: NFKC, lower case, no spaces around `,` and `=`. */
export function normaliseDn(dn: string): string {
  const known = NORMAL.get(dn)
  if (known !== undefined) return known
  const normal = dn
    .trim()
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s*(?<!\\)([,=])\s*/g, '$1')
  if (NORMAL.size >= MOST_REMEMBERED) NORMAL.clear()
  NORMAL.set(dn, normal)
  return normal
}

interface MapOptions {
  separate: boolean
  heldManually: readonly string[]
  departmentKeys?: readonly string[]
}

/**
 * The department and roles that a person's groups give. A group mapped to a department alone says where the person
 * works; a department head's mapping says what they head. With `separate`, at most one admin role is kept, a manual one
 * (`heldManually`) before a mapped one, and else the first in the order of ROLES. `departmentKeys` are `attribute=value`
 * of the person's own entry: they say where the person works and never give a role, since people can often edit them.
 */
export function mapGroups(
  groupDns: readonly string[],
  mappings: readonly Mapping[],
  { separate, heldManually, departmentKeys = [] }: MapOptions,
): Mapped {
  const groups = new Set(groupDns.map(normaliseDn))
  const mine = mappings.filter(({ groupDn }) => groups.has(normaliseDn(groupDn)))
  const held = new Map<string, RoleHeld>()
  for (const { role: name, departmentId } of mine) {
    const role = roleSchema.safeParse(name)
    if (!role.success || (role.data === 'department_head' && departmentId === null)) continue
    const scope = role.data === 'department_head' ? departmentId : null
    held.set(`${role.data} ${scope ?? ''}`, { role: role.data, departmentId: scope })
  }
  const roles = [...held.values()].sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role))
  let admins = heldManually.filter((role) => ADMIN_ROLES.includes(role)).length
  const dropped = roles.filter(({ role }) => separate && ADMIN_ROLES.includes(role) && ++admins > 1)
  const keys = new Set(departmentKeys.map(normaliseDn))
  const workplace =
    mine.find(({ role, departmentId }) => role === null && departmentId !== null) ??
    mappings.find(({ groupDn, departmentId }) => departmentId !== null && keys.has(normaliseDn(groupDn))) ??
    mine.find(({ departmentId }) => departmentId !== null)
  return {
    departmentId: workplace?.departmentId ?? null,
    roles: roles.filter((role) => !dropped.includes(role)),
    dropped: dropped.map(({ role }) => role),
  }
}
