import { timingSafeEqual, createHash } from 'node:crypto'
import { fstatSync } from 'node:fs'
import ldap from 'ldapjs'
import directory from '@/lib/auth/demo-people.json'
import { environmentOf } from '@/lib/config/env'

/** A small directory with made-up people, for trying the portal out. Loopback only; never for real accounts. */
const { DEMO_DIRECTORY_PORT = '6389', DEMO_BIND_PASSWORD = '' } = environmentOf([
  'DEMO_DIRECTORY_PORT',
  'DEMO_BIND_PASSWORD',
])
const port = Number(DEMO_DIRECTORY_PORT)
const { baseDn, serviceDn, password, people } = directory

function end(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
if (DEMO_BIND_PASSWORD === '') end('The demo directory needs DEMO_BIND_PASSWORD.')

const plain = (dn: { toString: () => string }): string =>
  dn
    .toString()
    .toLowerCase()
    .replace(/\s*([,=])\s*/g, '$1')
const sha = (text: string): Buffer => createHash('sha256').update(text).digest()
const same = (a: string, b: string): boolean => timingSafeEqual(sha(a), sha(b))

const dnOf = (uid: string): string => `uid=${uid},ou=people,${baseDn}`
const groupDn = (group: string): string => `cn=${group},ou=groups,${baseDn}`
// As OpenLDAP marks an account that only an administrator can unlock.
const LOCKED_FOR_GOOD = { pwdAccountLockedTime: '000001010000Z' }
const isDisabled = (person: object): boolean => 'disabled' in person && person.disabled === true
const persons = people.map(({ uid, cn, id, groups, ...more }) => ({
  dn: dnOf(uid),
  attributes: {
    objectClass: ['top', 'person', 'inetOrgPerson'],
    uid,
    cn,
    entryUUID: id,
    memberOf: groups.map(groupDn),
    ...(isDisabled(more) ? LOCKED_FOR_GOOD : {}),
  },
}))
const groups = [...new Set(people.flatMap((one) => one.groups))].map((cn) => ({
  dn: groupDn(cn),
  attributes: {
    objectClass: ['top', 'groupOfNames'],
    cn,
    member: people.filter((one) => one.groups.includes(cn)).map(({ uid }) => dnOf(uid)),
  },
}))
const entries = [...persons, ...groups]
const mayBind = new Map(people.filter((one) => !isDisabled(one)).map(({ uid }) => [dnOf(uid), password]))
mayBind.set(serviceDn, DEMO_BIND_PASSWORD)

/** What is used of the library's requests and answers, whose types leave some of it out. */
type Next = (error?: unknown) => void
interface Response {
  end: () => void
}
interface BindRequest {
  dn: { toString: () => string }
  credentials: string
}
interface SearchRequest {
  connection: { ldap: { bindDN: { toString: () => string } } }
  baseObject: { toString: () => string }
  scope: string | number
  filter: { matches: (attributes: object, strict: boolean) => boolean }
}
interface SearchResponse extends Response {
  attributes: string[]
  send: (entry: object) => void
}

const server = ldap.createServer()

server.bind('', (request: BindRequest, response: Response, next: Next) => {
  const expected = mayBind.get(plain(request.dn))
  const given = request.credentials
  if (given === '' || expected === undefined || !same(given, expected)) {
    next(new ldap.InvalidCredentialsError())
    return
  }
  response.end()
  next()
})

server.search(baseDn, (request: SearchRequest, response: SearchResponse, next: Next) => {
  if (plain(request.connection.ldap.bindDN) !== serviceDn) {
    next(new ldap.InsufficientAccessRightsError())
    return
  }
  // The library compares with lower-cased names, but keeps the requested ones as they were sent.
  response.attributes = response.attributes.map((name) => name.toLowerCase())
  const base = plain(request.baseObject)
  const inScope = (dn: string): boolean =>
    request.scope === 'base' || request.scope === 0 ? dn === base : dn === base || dn.endsWith(`,${base}`)
  const found = entries.filter(
    (entry) => inScope(entry.dn) && request.filter.matches(entry.attributes, false),
  )
  for (const entry of found) response.send(entry)
  response.end()
  next()
})

server.on('error', (error: NodeJS.ErrnoException) =>
  end(`The demo directory cannot listen on port ${port} (${error.code ?? 'error'}).`),
)
server.listen(port, '127.0.0.1', () => process.stdout.write('demo directory ready\n'))

const stdin = fstatSync(0)
if (stdin.isFIFO() || stdin.isSocket()) {
  process.stdin
    .on('end', () => process.exit(0))
    .on('close', () => process.exit(0))
    .resume()
}
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) process.exit(0)
}, 1000)
