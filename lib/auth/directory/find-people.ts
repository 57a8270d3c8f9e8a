import 'server-only'
import { EqualityFilter, OrFilter, type Entry } from 'ldapts'
import { isBarred } from '@/lib/auth/directory/account-state'
import { withDirectory } from '@/lib/auth/directory/connect'
import { personAttributes, toPerson, type DirectoryPerson } from '@/lib/auth/directory/entry'
import { allGroupsOfMany } from '@/lib/auth/directory/nested-groups'
import { bindService } from '@/lib/auth/directory/open-client'
import { normaliseDn } from '@/lib/auth/map-groups'
import { env } from '@/lib/config/env'

/** People asked for in one search. */
const CHUNK = 100
const DEADLINE_MS = 20_000

export type FoundPerson = DirectoryPerson & { barred: boolean }

/** Entries with one of these permanent ids. A binary id is given as bytes: as text of a filter it would be read as UTF-8. */
function idsFilter(ids: readonly string[]): OrFilter {
  const { LDAP_ID_ATTRIBUTE: attribute } = env()
  const valueOf = (id: string) => (attribute === 'objectGUID' ? Buffer.from(id, 'hex') : id)
  return new OrFilter({ filters: ids.map((id) => new EqualityFilter({ attribute, value: valueOf(id) })) })
}

/**
 * The people with these permanent ids, as far as the directory still has them. Throws AppError
 * `directory_unavailable`: then nothing is known about anybody.
 */
export async function findPeople(ids: readonly string[]): Promise<Map<string, FoundPerson>> {
  return withDirectory({ deadlineMs: DEADLINE_MS }, async (open) => {
    const service = await open()
    await bindService(service)
    const entries: Entry[] = []
    for (let at = 0; at < ids.length; at += CHUNK) {
      const filter = idsFilter(ids.slice(at, at + CHUNK))
      const options = { scope: 'sub', filter, ...personAttributes() } as const
      entries.push(...(await service.search(env().LDAP_BASE_DN ?? '', options)).searchEntries)
    }
    const now = new Date()
    const people = entries.flatMap((entry) => {
      const person = toPerson(entry)
      return person ? [{ dn: entry.dn, ...person, barred: isBarred(entry, now) }] : []
    })
    // A filter of more people than that costs a directory more than the other members of the group.
    const among = ids.length <= CHUNK ? { among: idsFilter(ids) } : {}
    const groupsOf = await allGroupsOfMany(service, people, among)
    return new Map(
      people.map(({ dn, ...person }) => [
        person.directoryId,
        { ...person, groupDns: groupsOf.get(normaliseDn(dn)) ?? [] },
      ]),
    )
  })
}
