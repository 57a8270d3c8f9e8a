import 'server-only'
import { escapeFilter, SizeLimitExceededError, type Client, type Entry } from 'ldapts'
import { personAttributes, usernameOf } from '@/lib/auth/directory/entry'
import { env } from '@/lib/config/env'

/** The filter of LDAP_USER_FILTER with a value for the user name that is already escaped. */
export function userFilter(escapedName: string): string {
  const { LDAP_USER_FILTER, LDAP_USERNAME_ATTRIBUTE } = env()
  return LDAP_USER_FILTER.replaceAll('{usernameAttribute}', LDAP_USERNAME_ATTRIBUTE).replaceAll(
    '{username}',
    () => escapedName,
  )
}

/** A filter that finds people by more than one attribute lets them type more than one name. */
const hasOneName = (): boolean => env().LDAP_USER_FILTER.split('{username}').length === 2

/**
 * The entries of a canonical user name: none, one, or `too_many`. Directories also match letters that look alike, such
 * as `é` for `e`; such a spelling finds nobody, so that one account is counted and limited under one name.
 */
export async function findEntries(client: Client, username: string): Promise<Entry[] | 'too_many'> {
  const filter = userFilter(escapeFilter`${username}`)
  try {
    const options = { scope: 'sub', filter, sizeLimit: 2, ...personAttributes() } as const
    const { searchEntries } = await client.search(env().LDAP_BASE_DN ?? '', options)
    if (searchEntries.length > 1) return 'too_many'
    return searchEntries.filter((entry) => !hasOneName() || usernameOf(entry) === username)
  } catch (error) {
    if (error instanceof SizeLimitExceededError) return 'too_many'
    throw error
  }
}
