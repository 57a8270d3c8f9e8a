import 'server-only'
import type { Entry } from 'ldapts'
import { env } from '@/lib/config/env'

/** A person as the directory describes them. */
export interface DirectoryPerson {
  /** Permanent id: entryUUID, or objectGUID in hex. */
  directoryId: string
  username: string
  displayName: string
  groupDns: readonly string[]
}

/** All values of an attribute, whatever its letter case; none, one and several are all a list. */
export function valuesOf(entry: Entry, attribute: string): string[] {
  const wanted = attribute.toLowerCase()
  const found = Object.entries(entry).find(([name]) => name.toLowerCase() === wanted)?.[1]
  const list = found === undefined ? [] : Array.isArray(found) ? found : [found]
  return list.map((value) => (Buffer.isBuffer(value) ? value.toString('hex') : value))
}

/** The person in an entry, or null when it has no permanent id. */
export function toPerson(entry: Entry, username: string): DirectoryPerson | null {
  const { LDAP_ID_ATTRIBUTE, LDAP_NAME_ATTRIBUTE, LDAP_GROUP_ATTRIBUTE } = env()
  const directoryId = valuesOf(entry, LDAP_ID_ATTRIBUTE)[0]?.toLowerCase()
  if (!directoryId) return null
  const displayName = valuesOf(entry, LDAP_NAME_ATTRIBUTE)[0] ?? username
  return { directoryId, username, displayName, groupDns: valuesOf(entry, LDAP_GROUP_ATTRIBUTE) }
}
