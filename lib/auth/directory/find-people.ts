import 'server-only'
import { escapeFilter, type Entry } from 'ldapts'
import { bindService, withDirectory } from '@/lib/auth/directory/connect'
import { isBarred, STATE_ATTRIBUTES } from '@/lib/auth/directory/account-state'
import { allGroups } from '@/lib/auth/directory/nested-groups'
import { toPerson, valuesOf, type DirectoryPerson } from '@/lib/auth/directory/entry'
import { env } from '@/lib/config/env'

/** People asked for in one search. */
const CHUNK = 100
const DEADLINE_MS = 20_000

export type FoundPerson = DirectoryPerson & { barred: boolean }

/** One `(attribute=value)` for a permanent id; a binary id is written byte by byte (RFC 4515 §3). */
function idFilter(id: string): string {
  const { LDAP_ID_ATTRIBUTE: attribute } = env()
  if (attribute === 'objectGUID') return `(objectGUID=${id.replace(/../g, (byte) => `\\${byte}`)})`
  return `(${attribute}=${escapeFilter`${id}`})`
}

/**
 * The people with these permanent ids, as far as the directory still has them. Throws AppError
 * `directory_unavailable`: then nothing is known about anybody.
 */
export async function findPeople(ids: readonly string[]): Promise<Map<string, FoundPerson>> {
  const {
    LDAP_ID_ATTRIBUTE,
    LDAP_NAME_ATTRIBUTE,
    LDAP_GROUP_ATTRIBUTE,
    LDAP_USERNAME_ATTRIBUTE,
    LDAP_BASE_DN,
  } = env()
  const attributes = [
    ...[LDAP_ID_ATTRIBUTE, LDAP_NAME_ATTRIBUTE, LDAP_GROUP_ATTRIBUTE, LDAP_USERNAME_ATTRIBUTE],
    ...STATE_ATTRIBUTES,
  ]
  const binary = LDAP_ID_ATTRIBUTE === 'objectGUID' ? { explicitBufferAttributes: ['objectGUID'] } : {}
  return withDirectory(DEADLINE_MS, async (open) => {
    const service = await open()
    await bindService(service)
    const entries: Entry[] = []
    for (let at = 0; at < ids.length; at += CHUNK) {
      const filter = `(|${ids
        .slice(at, at + CHUNK)
        .map(idFilter)
        .join('')})`
      const options = { scope: 'sub', filter, attributes, ...binary } as const
      entries.push(...(await service.search(LDAP_BASE_DN ?? '', options)).searchEntries)
    }
    const people = new Map<string, FoundPerson>()
    for (const entry of entries) {
      const username = valuesOf(entry, LDAP_USERNAME_ATTRIBUTE)[0]?.toLowerCase()
      const person = username ? toPerson(entry, username) : null
      if (!person) continue
      const groupDns = await allGroups(service, entry.dn, person.groupDns)
      people.set(person.directoryId, { ...person, groupDns, barred: isBarred(entry, new Date()) })
    }
    return people
  })
}
