import 'server-only'
import { AndFilter, ExtensibleFilter, NoSuchObjectError, type Client, type Filter } from 'ldapts'
import { pagesOf } from '@/lib/auth/directory/pages-of'
import { valuesOf } from '@/lib/auth/directory/values-of'
import { normaliseDn } from '@/lib/auth/map-groups'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/client'

/** Deepest nesting followed, and most groups looked at: a loop or a maze of groups ends here. */
const DEEPEST = 10
const MOST_GROUPS = 500

/** LDAP_MATCHING_RULE_IN_CHAIN (MS-ADTS 3.1.1.3.4.4.3). */
const chainFilter = (groupDn: string): ExtensibleFilter =>
  new ExtensibleFilter({ matchType: 'memberOf', rule: '1.2.840.113556.1.4.1941', value: groupDn })
/** Groups asked about at the same time. */
const AT_ONCE = 4

/** `attribute=value` of the mapped attribute stands among the mapped groups, but is none. */
export function isGroup(mapped: string): boolean {
  const { LDAP_DEPARTMENT_ATTRIBUTE: attribute } = env()
  return !attribute || !mapped.toLowerCase().startsWith(`${attribute.toLowerCase()}=`)
}

/** The groups of the mapping table, each once. */
export async function mappedGroups(): Promise<string[]> {
  const client = await db()
  const rows = await client.groupMapping.findMany({ select: { groupDn: true }, distinct: ['groupDn'] })
  return rows.map(({ groupDn }) => groupDn).filter(isGroup)
}

/** Asked of the person's own entry: cheap, unlike over the tree. */
async function inChain(service: Client, personDn: string): Promise<string[]> {
  const held: string[] = []
  for (const groupDn of await mappedGroups()) {
    const filter = chainFilter(groupDn)
    const { searchEntries } = await service.search(personDn, { scope: 'base', filter, attributes: ['1.1'] })
    if (searchEntries.length > 0) held.push(groupDn)
  }
  return held
}

async function parentsOf(service: Client, groupDn: string): Promise<string[]> {
  const { LDAP_GROUP_ATTRIBUTE: attribute } = env()
  try {
    const { searchEntries } = await service.search(groupDn, { scope: 'base', attributes: [attribute] })
    return searchEntries[0] ? valuesOf(searchEntries[0], attribute) : []
  } catch (error) {
    if (error instanceof NoSuchObjectError) return []
    throw error
  }
}

/** The groups that a group is in, asked of the directory once. */
type Parents = (groupDn: string) => Promise<string[]>

function rememberedParents(service: Client): Parents {
  const known = new Map<string, Promise<string[]>>()
  return (groupDn) => {
    const parents = known.get(groupDn) ?? parentsOf(service, groupDn)
    known.set(groupDn, parents)
    return parents
  }
}

async function climb(parents: Parents, direct: readonly string[]): Promise<string[]> {
  const seen = new Set(direct)
  let level = [...direct]
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const above = (await Promise.all(level.map(parents))).flat()
    level = [...new Set(above)].filter((group) => !seen.has(group))
    for (const group of level) seen.add(group)
    if (seen.size > MOST_GROUPS) break
  }
  return [...seen]
}

/**
 * All groups a person is in, through other groups too where LDAP_NESTED_GROUPS asks for it: `ad` lets Active Directory
 * follow the chain for each mapped group, `recursive` reads the groups' own groups level by level.
 */
export async function allGroups(
  service: Client,
  personDn: string,
  direct: readonly string[],
): Promise<string[]> {
  const { LDAP_NESTED_GROUPS: mode } = env()
  if (mode === 'ad') return [...new Set([...direct, ...(await inChain(service, personDn))])]
  return mode === 'recursive' ? climb(rememberedParents(service), direct) : [...direct]
}

/** Names of everybody in a group, through other groups too, as Active Directory finds them; of `among` alone if given. */
async function membersInChain(
  service: Client,
  groupDn: string,
  among: Filter | undefined,
): Promise<string[]> {
  const members: string[] = []
  const chain = chainFilter(groupDn)
  const filter = among ? new AndFilter({ filters: [among, chain] }) : chain
  for await (const entries of pagesOf(service, { filter, attributes: ['1.1'] })) {
    members.push(...entries.map(({ dn }) => dn))
  }
  return members
}

/** A person of many, by distinguished name, with the groups the directory names directly. */
interface Member {
  dn: string
  groupDns: readonly string[]
}

/** The groups of people besides the mapped ones, and a filter of the people to ask about. */
interface Asked {
  groups?: readonly string[]
  among?: Filter
}

/**
 * `allGroups` for many people at once: each group is asked about once, not each person. Besides the mapped groups these
 * `groups` count. Returns the groups by the person's distinguished name in normal form.
 */
export async function allGroupsOfMany(
  service: Client,
  people: readonly Member[],
  { groups = [], among }: Asked = {},
): Promise<Map<string, string[]>> {
  const { LDAP_NESTED_GROUPS: mode } = env()
  const result = new Map(people.map(({ dn, groupDns }) => [normaliseDn(dn), [...groupDns]]))
  if (mode === 'recursive') {
    const parents = rememberedParents(service)
    for (const [dn, direct] of result) result.set(dn, await climb(parents, direct))
  }
  if (mode !== 'ad') return result
  const asked = [...new Set([...(await mappedGroups()), ...groups.filter(isGroup)])]
  const work = async (): Promise<void> => {
    for (let groupDn = asked.shift(); groupDn !== undefined; groupDn = asked.shift()) {
      for (const dn of await membersInChain(service, groupDn, among)) {
        const held = result.get(normaliseDn(dn))
        if (held && !held.includes(groupDn)) held.push(groupDn)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return result
}
