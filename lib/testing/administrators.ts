import { encode } from 'next-auth/jwt'
import { applyPerson } from '@/lib/auth/apply-person'
import { hashSid } from '@/lib/auth/session-cookie'
import { secret } from '@/lib/config/env'
import { db, inTransaction } from '@/lib/db/client'
import type { RouteHandler } from '@/lib/http/define-route'
import { jar } from '@/lib/testing/next-headers'
import { actorOf } from '@/lib/testing/people'
import { createTestState, setTestEnv } from '@/lib/testing/test-state'

/** The settings of a hospital with a directory, which nobody asks. */
const HOSPITAL = { LDAP_URL: 'ldap://127.0.0.1:9', LDAP_BASE_DN: 'dc=h' }
/** A state folder of such a hospital; what comes back takes it away with all that a test has set. */
export function hospitalState(): () => Promise<void> {
  const state = createTestState(HOSPITAL)
  return async () => {
    setTestEnv({ LDAP_URL: undefined, LDAP_BASE_DN: undefined, SEPARATION_OF_DUTIES: undefined })
    await state.remove()
  }
}

const HOUR_MS = 3_600_000
/** Long enough ago for a right to approve. */
export const DAY_AGO = () => new Date(Date.now() - 25 * HOUR_MS)
/** The name in the directory of a group. */
export const group = (name: string) => `cn=${name},ou=groups,dc=h`

/** A person who signs in with these groups; the mapping table says what they give. */
export async function arrive(
  username: string,
  groups: readonly string[],
  since = DAY_AGO(),
): Promise<string> {
  const names = { directoryId: `dir-${username}`, username, displayName: username }
  const person = { ...names, groupDns: groups.map(group), departmentKeys: [] }
  const { user } = await inTransaction((tx) => applyPerson(tx, person))
  const client = await db()
  await client.roleGrant.updateMany({
    where: { userId: user.id, createdAt: { gt: since } },
    data: { createdAt: since },
  })
  const expiresAt = new Date(Date.now() + HOUR_MS)
  const session = { userId: user.id, sidHash: hashSid(`sid-${username}`), expiresAt, confirmedAt: new Date() }
  await client.session.deleteMany({ where: { userId: user.id } })
  await client.session.create({ data: session })
  return user.id
}

/** Has the group give the role; the id of the mapping. */
export const map = async (name: string, role: string) =>
  (await (await db()).groupMapping.create({ data: { groupDn: group(name), role } })).id

export interface Call {
  params?: Record<string, string>
  body?: unknown
  query?: string
  method?: string
}
interface Answer {
  status: number
  code?: string
  state?: string
}

/** What the handler answers this person. */
export async function as(
  username: string,
  handler: RouteHandler,
  { params = {}, body, query = '', method = 'POST' }: Call,
): Promise<Answer & Record<string, unknown>> {
  jar.cookie = await encode({ token: { sid: `sid-${username}` }, secret: secret('session'), maxAge: 3600 })
  const url = `http://localhost:6006/api/x${query}`
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const request = new Request(url, { method: body === undefined ? method : 'POST', headers, ...sent })
  const answer = await handler(request, { params: Promise.resolve(params) })
  const text = await answer.text()
  return { status: answer.status, ...(text ? (JSON.parse(text) as object) : {}) }
}

/** What a person holds now, and which version of the row that is. */
export const rolesOf = async (userId: string) => (await actorOf(userId)).roles.map(({ role }) => role).sort()
export const versionOf = async (id: string) =>
  (await (await db()).user.findUniqueOrThrow({ where: { id } })).version
/** Changes that wait for a second person, the oldest first. */
export const waiting = async () =>
  (await db()).changeRequest.findMany({ where: { state: 'pending' }, orderBy: { requestedAt: 'asc' } })

/** Two security admins, sun and wu, and a system admin, zhao, all of long standing. */
export async function hospital() {
  const mapping = await map('security', 'security_admin')
  await map('system', 'system_admin')
  const sun = await arrive('sun', ['security', 'staff'])
  const wu = await arrive('wu', ['security'])
  const zhao = await arrive('zhao', ['system'])
  return { mapping, sun, wu, zhao }
}
/** A call that gives a person these roles by hand. */
export const give = async (userId: string, ...roles: string[]): Promise<Call> => ({
  params: { id: userId },
  body: { roles: roles.map((role) => ({ role, departmentId: null })), version: await versionOf(userId) },
})
