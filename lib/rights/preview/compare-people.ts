import type { PreviewedPerson } from '@/lib/rights/preview/contract'
import { mapGroups, type Mapped, type Mapping } from '@/lib/auth/map-groups'
import { roleSchema, type Role } from '@/lib/shared/actor'

/** A person of the directory, as far as the mapping looks at them. */
export interface MappablePerson {
  directoryId: string
  username: string
  displayName: string
  groupDns: readonly string[]
  departmentKeys: readonly string[]
}

interface Tables {
  before: readonly Mapping[]
  after: readonly Mapping[]
  separate: boolean
  /** Roles given by hand, by permanent id, of everybody who has signed in before. */
  manual: ReadonlyMap<string, readonly string[]>
}

const text = ({ departmentId, roles }: Mapped): string =>
  [departmentId ?? '', ...roles.map(({ role, departmentId: scope }) => `${role}:${scope ?? ''}`)].join('|')

function effectOf(before: Mapped, after: Mapped, manual: readonly Role[]): PreviewedPerson['effect'] {
  if (text(before) === text(after)) return 'same'
  const had = before.roles.length + manual.length > 0
  const has = after.roles.length + manual.length > 0
  if (had === has) return 'changed'
  return has ? 'added' : 'removed'
}

const roles = (names: readonly string[]): Role[] =>
  names.flatMap((name) => roleSchema.safeParse(name).data ?? [])

/**
 * What each person gets from the mapping table as it is and as it would be, by user name. Without a role before or after,
 * a person whose department alone differs has `changed`.
 */
export function comparePeople(
  people: readonly MappablePerson[],
  { before, after, separate, manual }: Tables,
): PreviewedPerson[] {
  const rows = people.map((person): PreviewedPerson => {
    const { directoryId, username, displayName, groupDns, departmentKeys } = person
    const heldManually = manual.get(directoryId) ?? []
    const options = { separate, heldManually, departmentKeys }
    const now = mapGroups(groupDns, before, options)
    const then = mapGroups(groupDns, after, options)
    const byHand = roles(heldManually)
    return {
      username,
      displayName,
      known: manual.has(directoryId),
      effect: effectOf(now, then, byHand),
      before: { departmentId: now.departmentId, roles: now.roles },
      after: { departmentId: then.departmentId, roles: then.roles },
      dropped: roles(then.dropped),
      manual: byHand,
    }
  })
  return rows.sort((a, b) => (a.username < b.username ? -1 : 1))
}
