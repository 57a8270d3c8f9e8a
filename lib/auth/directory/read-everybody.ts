import 'server-only'
import { AdminLimitExceededError, SizeLimitExceededError, type Client, type Entry } from 'ldapts'
import { isBarred } from '@/lib/auth/directory/account-state'
import { withDirectory } from '@/lib/auth/directory/connect'
import { personAttributes, toPerson } from '@/lib/auth/directory/entry'
import { userFilter } from '@/lib/auth/directory/find-entries'
import type { FoundPerson } from '@/lib/auth/directory/find-people'
import { allGroupsOfMany } from '@/lib/auth/directory/nested-groups'
import { bindService, hasServiceAccount } from '@/lib/auth/directory/open-client'
import { pagesOf } from '@/lib/auth/directory/pages-of'
import { normaliseDn } from '@/lib/auth/map-groups'
import { AppError } from '@/lib/errors/app-error'

/** Most people read; a directory with more is not that of one hospital, or the filter is too wide. */
const MOST_PEOPLE = 50_000
const DEADLINE_MS = 60_000
const OPERATION_MS = 15_000

async function readEntries(service: Client): Promise<Entry[]> {
  const entries: Entry[] = []
  try {
    const pages = pagesOf(service, { filter: userFilter('*'), ...personAttributes() })
    for await (const page of pages) {
      entries.push(...page)
      if (entries.length > MOST_PEOPLE) throw new AppError('directory_limit', { people: MOST_PEOPLE })
    }
    return entries
  } catch (error) {
    const limited = error instanceof SizeLimitExceededError || error instanceof AdminLimitExceededError
    throw limited ? new AppError('directory_limit', { people: entries.length }, { cause: error }) : error
  }
}

/**
 * Everybody whom LDAP_USER_FILTER lets sign in, read in pages, with all their groups: those of the mapping table, and
 * `groups` besides, through nesting too. Entries without a permanent id or user name are left out. Throws AppError
 * `directory_limit` when the directory hands out no more, `directory_no_account` without a service account, or
 * `directory_unavailable`.
 */
export async function readEverybody(groups: readonly string[]): Promise<FoundPerson[]> {
  if (!hasServiceAccount()) throw new AppError('directory_no_account')
  return withDirectory({ deadlineMs: DEADLINE_MS, operationMs: OPERATION_MS }, async (open) => {
    const service = await open()
    await bindService(service)
    const now = new Date()
    const people = (await readEntries(service)).flatMap((entry) => {
      const person = toPerson(entry)
      return person ? [{ dn: entry.dn, ...person, barred: isBarred(entry, now) }] : []
    })
    const groupsOf = await allGroupsOfMany(service, people, { groups })
    return people.map(({ dn, ...person }) => ({ ...person, groupDns: groupsOf.get(normaliseDn(dn)) ?? [] }))
  })
}
