import { ROLES, roleSchema, type RoleHeld } from '@/lib/shared/actor'

export interface Mapping {
  groupDn: string
  role: string | null
  departmentId: string | null
  /** Who asked for it and who approved it. */
  proposedById?: string | null
  approvedById?: string | null
}

export interface Mapped {
  departmentId: string | null
  roles: RoleHeld[]
  /** Admin roles that were left out because one account may hold only one of them. */
  dropped: string[]
}

/** Roles of which one account holds one where duties are separate. */
export const ADMIN_ROLES: readonly string[] = ['system_admin', 'security_admin', 'auditor']

/** Normal forms by name as given: a re-check compares the same mappings with everybody. */
const NORMAL = new Map<string, string>()
const MOST_REMEMBERED = 10_000

/** Short names of attribute types (RFC 4519), by their numbers and long names in lower case. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'cn'],
  ['commonname', 'cn'],
  ['2.5.4.6', 'c'],
  ['countryname', 'c'],
  ['2.5.4.7', 'l'],
  ['localityname', 'l'],
  ['2.5.4.8', 'st'],
  ['stateorprovincename', 'st'],
  ['2.5.4.10', 'o'],
  ['organizationname', 'o'],
  ['2.5.4.11', 'ou'],
  ['organizationalunitname', 'ou'],
  ['0.9.2342.19200300.100.1.1', 'uid'],
  ['userid', 'uid'],
  ['0.9.2342.19200300.100.1.25', 'dc'],
  ['domaincomponent', 'dc'],
])

/** Characters written as `\HH\HH` or `\x` (RFC 4514, 2.4): escaped only where the name would read otherwise without. */
function unescaped(run: string, hex: string | undefined, one: string | undefined): string {
  const bytes = Buffer.from((hex ?? '').replaceAll('\\', ''), 'hex')
  const text = one ?? bytes.toString('utf8')
  if (text.includes('\uFFFD')) return run
  return text.replace(/[,+"\\<>;=#]/g, '\\$&')
}

/**
 * A distinguished name in the form it is compared in: NFKC, lower case, no spaces around `,` and `=`, short names of attribute
 * types and no escapes but the needed ones, so that a group has one form however somebody writes it.
 */
export function normaliseDn(dn: string): string {
  const known = NORMAL.get(dn)
  if (known !== undefined) return known
  const normal = dn
    .trim()
    .replace(/((?:\\[\da-f]{2})+)|\\(.)/gis, unescaped)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s*(?<!\\)([,=])\s*/g, '$1')
    .replace(/(?<=^|(?<!\\),)(?:oid\.)?([a-z\d.-]+)(?==)/g, (_, type: string) => TYPES.get(type) ?? type)
  if (NORMAL.size >= MOST_REMEMBERED) NORMAL.clear()
  NORMAL.set(dn, normal)
  return normal
}

interface MapOptions {
  separate: boolean
  heldManually: readonly string[]
  departmentKeys?: readonly string[]
  /** Whose groups these are; a mapping gives its own authors no role that they did not hold. */
  userId?: string
  /** Roles that mappings gave the person before, which stay before others. */
  heldBefore?: readonly RoleHeld[]
}

const labelOf = ({ role, departmentId }: RoleHeld): string => `${role} ${departmentId ?? ''}`

function isAuthor({ proposedById, approvedById }: Mapping, userId: string | undefined): boolean {
  return userId !== undefined && (proposedById === userId || approvedById === userId)
}

/** The administrative roles that are too many for one account: one is kept, which the person held before if possible. */
function tooMany(
  roles: readonly RoleHeld[],
  heldManually: readonly string[],
  heldBefore: ReadonlySet<string>,
): RoleHeld[] {
  const wasHeld = (role: RoleHeld) => Number(heldBefore.has(labelOf(role)))
  const mapped = roles.filter(({ role }) => ADMIN_ROLES.includes(role))
  const room = heldManually.some((role) => ADMIN_ROLES.includes(role)) ? 0 : 1
  return mapped.toSorted((a, b) => wasHeld(b) - wasHeld(a)).slice(room)
}

/**
 * The department and roles that a person's groups give. A group mapped to a department alone says where the person
 * works; a department head's mapping says what they head. With `separate`, at most one admin role is kept, a manual one
 * (`heldManually`) before a mapped one, one held before (`heldBefore`) before a new one, and else the first in the order of
 * ROLES: so no mapping swaps an administrative role away. `departmentKeys` are `attribute=value`
 * of the person's own entry: they say where the person works and never give a role, since people can often edit them.
 */
export function mapGroups(
  groupDns: readonly string[],
  mappings: readonly Mapping[],
  { separate, heldManually, departmentKeys = [], userId, heldBefore = [] }: MapOptions,
): Mapped {
  const groups = new Set(groupDns.map(normaliseDn))
  const mine = mappings.filter(({ groupDn }) => groups.has(normaliseDn(groupDn)))
  const before = new Set(heldBefore.map(labelOf))
  const held = new Map<string, RoleHeld>()
  for (const mapping of mine) {
    const role = roleSchema.safeParse(mapping.role)
    if (!role.success || (role.data === 'department_head' && mapping.departmentId === null)) continue
    const scope = role.data === 'department_head' ? mapping.departmentId : null
    const given = { role: role.data, departmentId: scope }
    if (!isAuthor(mapping, userId) || before.has(labelOf(given))) held.set(labelOf(given), given)
  }
  const roles = [...held.values()].sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role))
  const dropped = separate ? tooMany(roles, heldManually, before) : []
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
