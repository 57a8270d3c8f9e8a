import { z } from 'zod'

/** What the directory last said of a person's groups: it tells whom a change of a mapping would reach. */
export interface RememberedGroups {
  groupDns: readonly string[]
  departmentKeys: readonly string[]
}

const schema = z.object({ groupDns: z.array(z.string()), departmentKeys: z.array(z.string()) })

/** The groups as they are stored; the same groups give the same text. */
export function groupsText({ groupDns, departmentKeys }: RememberedGroups): string {
  return JSON.stringify({ groupDns: groupDns.toSorted(), departmentKeys: departmentKeys.toSorted() })
}

/** The stored groups; null when the directory has not answered for the person yet. */
export function readGroups(text: string | null): RememberedGroups | null {
  return text === null ? null : schema.parse(JSON.parse(text))
}
