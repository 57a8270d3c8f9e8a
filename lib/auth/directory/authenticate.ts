import 'server-only'
import {
  ConstraintViolationError,
  InappropriateAuthError,
  InvalidCredentialsError,
  InvalidDNSyntaxError,
  NoSuchObjectError,
  UnwillingToPerformError,
  type Client,
} from 'ldapts'
import { PASSWORD_MAX } from '@/lib/auth/contract'
import { isBarred } from '@/lib/auth/directory/account-state'
import { bindNameOf } from '@/lib/auth/directory/bind-name'
import { withDirectory, type OpenClient } from '@/lib/auth/directory/connect'
import { personAttributes, toPerson, type DirectoryPerson } from '@/lib/auth/directory/entry'
import { findEntries } from '@/lib/auth/directory/find-entries'
import { allGroups } from '@/lib/auth/directory/nested-groups'
import { bindService } from '@/lib/auth/directory/open-client'
import { refusalOf, type Refusal } from '@/lib/auth/directory/sub-codes'
import { env } from '@/lib/config/env'

/** Longest time a sign-in waits for the directory, in ms. */
const DEADLINE_MS = 10_000

/** The reason is for the audit trail; `toldCode` says what of it the person may know. */
interface Refused {
  ok: false
  reason: Refusal | 'ambiguous' | 'changed' | 'bad_input'
}
export type DirectoryAnswer = { ok: true; person: DirectoryPerson } | Refused

const refused = (reason: Refused['reason']): Refused => ({ ok: false, reason })

/** Who signs in: a canonical user name and what was typed as the password. */
interface Credentials {
  username: string
  password: string
}

async function bindRefusal(client: Client, name: string, password: string): Promise<Refusal | null> {
  try {
    await client.bind(name, password)
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
 * Finds exactly one entry of the name with `reader`, binds as that entry on a connection of its own, and reads it again:
 * the password is proved for the entry found and for no other. Where nobody is found, no bind is made: the
 * sign-in keeps the time the same.
 */
async function proveEntry(
  open: OpenClient,
  reader: Client,
  { username, password }: Credentials,
): Promise<DirectoryAnswer> {
  const entries = await findEntries(reader, username)
  if (entries === 'too_many') return refused('ambiguous')
  const [entry] = entries
  if (!entry) return refused('no_user')
  const found = toPerson(entry)
  if (!found) return refused('changed')
  const refusal = await bindRefusal(await open(), entry.dn, password)
  if (refusal) return refused(refusal)
  const again = await reader.search(entry.dn, { scope: 'base', ...personAttributes() })
  const [current] = again.searchEntries
  const person = current ? toPerson(current) : null
  if (!current || person?.directoryId !== found.directoryId) return refused('changed')
  if (isBarred(current, new Date())) return refused('disabled')
  const groupDns = await allGroups(reader, entry.dn, person.groupDns)
  return { ok: true, person: { ...person, groupDns } }
}

async function bySearch(open: OpenClient, credentials: Credentials): Promise<DirectoryAnswer> {
  const service = await open()
  await bindService(service)
  return proveEntry(open, service, credentials)
}

/**
 * Binds as the person at once and reads with their own rights. Active Directory tries a name in several forms, so the
 * bind alone does not say whose password it was; `proveEntry` does.
 */
async function byDirectBind(open: OpenClient, { username, password }: Credentials): Promise<DirectoryAnswer> {
  const name = bindNameOf(env().LDAP_BIND_TEMPLATE ?? '', username)
  if (!name) return refused('bad_input')
  const own = await open()
  const refusal = await bindRefusal(own, name, password)
  return refusal ? refused(refusal) : proveEntry(open, own, { username, password })
}

/**
 * Asks the directory whether this password belongs to this canonical user name, by search and bind or by direct bind
 * (LDAP_BIND_MODE). Empty and over-long passwords never reach the network (RFC 4513 §5.1.2). Throws AppError
 * `directory_unavailable` when the directory cannot tell.
 */
export async function authenticate(username: string, password: string): Promise<DirectoryAnswer> {
  if (password.trim() === '' || password.length > PASSWORD_MAX) return refused('bad_input')
  const way = env().LDAP_BIND_MODE === 'direct' ? byDirectBind : bySearch
  return withDirectory({ deadlineMs: DEADLINE_MS }, (open) => way(open, { username, password }))
}
