import 'server-only'
import { EqualityFilter, OrFilter, type Client, type Entry } from 'ldapts'
import { isBarred } from '@/lib/auth/directory/account-state'
import { withDirectory } from '@/lib/auth/directory/connect'
import { personAttributes, toPerson, type DirectoryPerson } from '@/lib/auth/directory/entry'
import { allGroups } from '@/lib/auth/directory/nested-groups'
import { bindService } from '@/lib/auth/directory/open-client'
import { env } from '@/lib/config/env'

/** People asked for in one search. */
const CHUNK = 100
/** People whose groups are asked for at the same time. */
const AT_ONCE = 5
const DEADLINE_MS = 20_000

export type FoundPerson = DirectoryPerson & { barred: boolean }

/** Entries with one of these permanent ids. A binary id is given as bytes: as text of a filter it would be read as UTF-8. */
function idsFilter(ids: readonly string[]): OrFilter {
  const { LDAP_ID_ATTRIBUTE: attribute } = env()
  const valueOf = (id: string) => (attribute === 'objectGUID' ? Buffer.from(id, 'hex') : id)
  return new OrFilter({ filters: ids.map((id) => new EqualityFilter({ attribute, value: valueOf(id) })) })
}

async function describe(service: Client, entry: Entry): Promise<FoundPerson | null> {
  const person = toPerson(entry)
  if (!person) return null
  const groupDns = await allGroups(service, entry.dn, person.groupDns)
  return { ...person, groupDns, barred: isBarred(entry, new Date()) }
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
    const people = new Map<string, FoundPerson>()
    for (let at = 0; at < entries.length; at += AT_ONCE) {
      const found = await Promise.all(entries.slice(at, at + AT_ONCE).map((one) => describe(service, one)))
      for (const person of found) if (person) people.set(person.directoryId, person)
    }
    return people
  })
}
