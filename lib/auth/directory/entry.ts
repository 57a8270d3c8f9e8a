import 'server-only'
import type { Entry } from 'ldapts'
import { canonicalUsername } from '@/lib/auth/canonical-username'
import { STATE_ATTRIBUTES } from '@/lib/auth/directory/account-state'
import { valuesOf } from '@/lib/auth/directory/values-of'
import { env } from '@/lib/config/env'
import { cleanName } from '@/lib/shared/plain-text'

/** A person as the directory describes them. */
export interface DirectoryPerson {
  /** Permanent id: entryUUID, or objectGUID in hex. */
  directoryId: string
  username: string
  displayName: string
  groupDns: readonly string[]
  /** `attribute=value` of LDAP_DEPARTMENT_ATTRIBUTE, to be mapped to a department; empty without one. */
  departmentKeys: readonly string[]
}

/** The attributes to ask for about a person, and which of them is binary. */
export function personAttributes(): { attributes: string[]; explicitBufferAttributes?: string[] } {
  const { LDAP_ID_ATTRIBUTE, LDAP_NAME_ATTRIBUTE, LDAP_GROUP_ATTRIBUTE } = env()
  const { LDAP_USERNAME_ATTRIBUTE, LDAP_DEPARTMENT_ATTRIBUTE: department } = env()
  const named = [LDAP_ID_ATTRIBUTE, LDAP_NAME_ATTRIBUTE, LDAP_GROUP_ATTRIBUTE, LDAP_USERNAME_ATTRIBUTE]
  const attributes = [...named, ...(department ? [department] : []), ...STATE_ATTRIBUTES]
  return LDAP_ID_ATTRIBUTE === 'objectGUID'
    ? { attributes, explicitBufferAttributes: ['objectGUID'] }
    : { attributes }
}

/** The user name that the directory itself gives the entry, in canonical form; null when it has none that can be typed. */
export function usernameOf(entry: Entry): string | null {
  return canonicalUsername(valuesOf(entry, env().LDAP_USERNAME_ATTRIBUTE)[0] ?? '')
}

/** The person in an entry, or null when it has no permanent id or no user name that can be typed. */
export function toPerson(entry: Entry): DirectoryPerson | null {
  const { LDAP_ID_ATTRIBUTE, LDAP_NAME_ATTRIBUTE, LDAP_GROUP_ATTRIBUTE, LDAP_DEPARTMENT_ATTRIBUTE } = env()
  const directoryId = valuesOf(entry, LDAP_ID_ATTRIBUTE)[0]?.toLowerCase()
  const username = usernameOf(entry)
  if (!directoryId || username === null) return null
  const department = LDAP_DEPARTMENT_ATTRIBUTE
  return {
    directoryId,
    username,
    displayName: cleanName(valuesOf(entry, LDAP_NAME_ATTRIBUTE)[0] ?? '') || username,
    groupDns: valuesOf(entry, LDAP_GROUP_ATTRIBUTE),
    departmentKeys: department ? valuesOf(entry, department).map((value) => `${department}=${value}`) : [],
  }
}
