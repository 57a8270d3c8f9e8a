import 'server-only'
import { randomUUID } from 'node:crypto'
import {
  ConstraintViolationError,
  escapeFilter,
  InappropriateAuthError,
  InvalidCredentialsError,
  InvalidDNSyntaxError,
  NoSuchObjectError,
  SizeLimitExceededError,
  UnwillingToPerformError,
  type Client,
  type Entry,
} from 'ldapts'
import { PASSWORD_MAX } from '@/lib/auth/contract'
import { bindService, withDirectory } from '@/lib/auth/directory/connect'
import { toPerson, type DirectoryPerson } from '@/lib/auth/directory/entry'
import { allGroups } from '@/lib/auth/directory/nested-groups'
import { refusalOf, type Refusal } from '@/lib/auth/directory/sub-codes'
import { env } from '@/lib/config/env'

/** Longest time a sign-in waits for the directory, in ms. */
const DEADLINE_MS = 10_000

export type DirectoryAnswer =
  | { ok: true; person: DirectoryPerson }
  /** The reason is for the audit trail; `toldCode` says what of it the person may know. */
  | { ok: false; reason: Refusal | 'ambiguous' | 'changed' | 'bad_input' }

const attributes = (): string[] => {
  const { LDAP_ID_ATTRIBUTE, LDAP_NAME_ATTRIBUTE, LDAP_GROUP_ATTRIBUTE } = env()
  return [LDAP_ID_ATTRIBUTE, LDAP_NAME_ATTRIBUTE, LDAP_GROUP_ATTRIBUTE]
}
const buffers = (): { explicitBufferAttributes?: string[] } =>
  env().LDAP_ID_ATTRIBUTE === 'objectGUID' ? { explicitBufferAttributes: ['objectGUID'] } : {}

async function findEntries(service: Client, username: string): Promise<Entry[] | 'too_many'> {
  const filter = env()
    .LDAP_USER_FILTER.replaceAll('{usernameAttribute}', env().LDAP_USERNAME_ATTRIBUTE)
    .replaceAll('{username}', () => escapeFilter`${username}`)
  try {
    const options = { scope: 'sub', filter, sizeLimit: 2, attributes: attributes(), ...buffers() } as const
    return (await service.search(env().LDAP_BASE_DN ?? '', options)).searchEntries
  } catch (error) {
    if (error instanceof SizeLimitExceededError) return 'too_many'
    throw error
  }
}

async function bindRefusal(client: Client, dn: string, password: string): Promise<Refusal | null> {
  try {
    await client.bind(dn, password)
    return null
  } catch (error) {
    if (error instanceof InvalidCredentialsError) return refusalOf(error.message)
    const refusals = [
      InappropriateAuthError,
      ConstraintViolationError,
      UnwillingToPerformError,
      NoSuchObjectError,
      InvalidDNSyntaxError,
    ]
    if (refusals.some((kind) => error instanceof kind)) return 'refused'
    throw error
  }
}

/**
 * Asks the directory whether this password belongs to this canonical user name: finds exactly one entry, binds as it,
 * and reads it again to prove that it is still the same one. Empty and over-long passwords never reach the network
 * (RFC 4513 §5.1.2). Throws AppError `directory_unavailable` when the directory cannot tell.
 */
export async function authenticate(username: string, password: string): Promise<DirectoryAnswer> {
  if (password.trim() === '' || password.length > PASSWORD_MAX) return { ok: false, reason: 'bad_input' }
  return withDirectory(DEADLINE_MS, async (open): Promise<DirectoryAnswer> => {
    const service = await open()
    await bindService(service)
    const entries = await findEntries(service, username)
    const [entry] = entries
    if (entries === 'too_many' || entries.length > 1) return { ok: false, reason: 'ambiguous' }
    if (!entry || typeof entry === 'string') {
      // One bind either way, so that the time tells nobody which names exist.
      await bindRefusal(await open(), `cn=${randomUUID()},${env().LDAP_BASE_DN ?? ''}`, password)
      return { ok: false, reason: 'no_user' }
    }
    const found = toPerson(entry, username)
    if (!found) return { ok: false, reason: 'changed' }
    const refusal = await bindRefusal(await open(), entry.dn, password)
    if (refusal) return { ok: false, reason: refusal }
    const again = await service.search(entry.dn, { scope: 'base', attributes: attributes(), ...buffers() })
    const person = again.searchEntries[0] ? toPerson(again.searchEntries[0], username) : null
    if (person?.directoryId !== found.directoryId) return { ok: false, reason: 'changed' }
    const groupDns = await allGroups(service, entry.dn, person.groupDns)
    return { ok: true, person: { ...person, groupDns } }
  })
}
