import 'server-only'
import { escapeFilter, NoSuchObjectError, type Client } from 'ldapts'
import { valuesOf } from '@/lib/auth/directory/entry'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/client'

/** Deepest nesting followed, and most groups looked at: a loop or a maze of groups ends here. */
const DEEPEST = 10
const MOST_GROUPS = 500

/** LDAP_MATCHING_RULE_IN_CHAIN (MS-ADTS 3.1.1.3.4.4.3), asked of the person's own entry: cheap, unlike over the tree. */
async function inChain(service: Client, personDn: string): Promise<string[]> {
  const mapped = await (
    await db()
  ).groupMapping.findMany({ select: { groupDn: true }, distinct: ['groupDn'] })
  const held: string[] = []
  for (const { groupDn } of mapped) {
    const filter = `(memberOf:1.2.840.113556.1.4.1941:=${escapeFilter`${groupDn}`})`
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

async function climb(service: Client, direct: readonly string[]): Promise<string[]> {
  const seen = new Set(direct)
  let level = [...direct]
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const parents = (await Promise.all(level.map((group) => parentsOf(service, group)))).flat()
    level = [...new Set(parents)].filter((group) => !seen.has(group))
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
  return mode === 'recursive' ? climb(service, direct) : [...direct]
}
