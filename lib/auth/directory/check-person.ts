import 'server-only'
import { NoSuchObjectError, type Client, type Entry } from 'ldapts'
import { canonicalUsername } from '@/lib/auth/canonical-username'
import { isBarred } from '@/lib/auth/directory/account-state'
import { CheckFailure, type Found } from '@/lib/auth/directory/check-step'
import type { CheckFact } from '@/lib/auth/directory/contract'
import { personAttributes, toPerson, type DirectoryPerson } from '@/lib/auth/directory/entry'
import { findEntries, userFilter } from '@/lib/auth/directory/find-entries'
import { allGroups, mappedGroups } from '@/lib/auth/directory/nested-groups'
import { mapGroups, normaliseDn } from '@/lib/auth/map-groups'
import { env } from '@/lib/config/env'
import { dutiesAreSeparate } from '@/lib/auth/duties-are-separate'
import { db } from '@/lib/db/client'

interface FoundEntry extends Found {
  entry: Entry
  person: DirectoryPerson
}

async function findNamed(service: Client, typed: string): Promise<Entry> {
  const username = canonicalUsername(typed)
  if (username === null) throw new CheckFailure('person_name')
  const entries = await findEntries(service, username)
  if (entries === 'too_many') throw new CheckFailure('person_ambiguous')
  if (!entries[0]) throw new CheckFailure('person_missing')
  return entries[0]
}

async function findAnybody(service: Client): Promise<Entry> {
  const options = { scope: 'sub', filter: userFilter('*'), sizeLimit: 1, ...personAttributes() } as const
  const [entry] = (await service.search(env().LDAP_BASE_DN ?? '', options)).searchEntries
  if (!entry) throw new CheckFailure('nobody_found')
  return entry
}

/** Finds the named person, or anybody, and whether the entry has what the portal needs of it. */
export async function checkSearch(service: Client, username: string | null): Promise<FoundEntry> {
  const entry = username === null ? await findAnybody(service) : await findNamed(service, username)
  const person = toPerson(entry)
  if (!person) throw new CheckFailure('person_incomplete')
  const base: CheckFact = { name: 'base', value: env().LDAP_BASE_DN ?? '' }
  if (username === null) return { entry, person, facts: [base] }
  const facts: CheckFact[] = [
    { name: 'account', value: entry.dn },
    { name: 'displayName', value: person.displayName },
  ]
  const barred = isBarred(entry, new Date())
  return { entry, person, facts, ...(barred ? { state: 'warning', reason: 'person_barred' } : {}) }
}

async function exists(service: Client, groupDn: string): Promise<boolean> {
  try {
    const { searchEntries } = await service.search(groupDn, { scope: 'base', attributes: ['1.1'] })
    return searchEntries.length > 0
  } catch (error) {
    if (error instanceof NoSuchObjectError) return false
    throw error
  }
}

interface FoundGroups extends Found {
  groupDns: string[]
}

/** Whether the mapped groups exist, and which of them the named person is in. */
export async function checkGroups(
  service: Client,
  { entry, person }: FoundEntry,
  named: boolean,
): Promise<FoundGroups> {
  const mapped = await mappedGroups()
  const missing: string[] = []
  for (const group of mapped) if (!(await exists(service, group))) missing.push(group)
  const groupDns = named ? await allGroups(service, entry.dn, person.groupDns) : []
  const normal = new Set(groupDns.map(normaliseDn))
  const held = mapped.filter((group) => normal.has(normaliseDn(group)))
  const facts: CheckFact[] = [
    { name: 'groupsMapped', value: String(mapped.length) },
    ...held.map((value): CheckFact => ({ name: 'groupHeld', value })),
    ...missing.map((value): CheckFact => ({ name: 'groupMissing', value })),
  ]
  if (mapped.length === 0) return { groupDns, facts, state: 'warning', reason: 'no_mapping' }
  return missing.length > 0
    ? { groupDns, facts, state: 'warning', reason: 'groups_missing' }
    : { groupDns, facts }
}

/** The roles and department that the person's groups give, together with the roles given by hand. */
export async function checkMapping(person: DirectoryPerson, groupDns: readonly string[]): Promise<Found> {
  const client = await db()
  const { directoryId, departmentKeys } = person
  const manual = await client.roleGrant.findMany({ where: { source: 'manual', user: { directoryId } } })
  const heldManually = manual.map(({ role }) => role)
  const mappings = await client.groupMapping.findMany({ orderBy: { groupDn: 'asc' } })
  const separate = await dutiesAreSeparate()
  const { roles, departmentId } = mapGroups(groupDns, mappings, { separate, heldManually, departmentKeys })
  const held = [...new Set([...roles.map(({ role }) => role as string), ...heldManually])]
  const facts = held.map((value): CheckFact => ({ name: 'role', value }))
  if (departmentId !== null) facts.push({ name: 'department', value: departmentId })
  return held.length === 0 ? { state: 'warning', reason: 'no_role', facts } : { facts }
}
