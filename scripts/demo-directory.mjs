// A small directory with made-up people, for trying the portal out. Loopback only; never for real accounts.
import { timingSafeEqual, createHash } from 'node:crypto'
import { fstatSync, readFileSync } from 'node:fs'
import ldap from 'ldapjs'

const port = Number(process.env.DEMO_DIRECTORY_PORT ?? 6389)
const servicePassword = process.env.DEMO_BIND_PASSWORD ?? ''
const { baseDn, serviceDn, password, people } = JSON.parse(
  readFileSync(new URL('../lib/auth/demo-people.json', import.meta.url), 'utf8'),
)
if (servicePassword === '') {
  console.error('The demo directory needs DEMO_BIND_PASSWORD.')
  process.exit(1)
}

const plain = (dn) =>
  dn
    .toString()
    .toLowerCase()
    .replace(/\s*([,=])\s*/g, '$1')
const sha = (text) => createHash('sha256').update(text).digest()
const same = (a, b) => timingSafeEqual(sha(a), sha(b))

const dnOf = (uid) => `uid=${uid},ou=people,${baseDn}`
const groupDn = (group) => `cn=${group},ou=groups,${baseDn}`
// As OpenLDAP marks an account that only an administrator can unlock.
const LOCKED_FOR_GOOD = { pwdAccountLockedTime: '000001010000Z' }
const persons = people.map(({ uid, cn, id, groups, disabled }) => ({
  dn: dnOf(uid),
  attributes: {
    objectClass: ['top', 'person', 'inetOrgPerson'],
    uid,
    cn,
    entryUUID: id,
    memberOf: groups.map(groupDn),
    ...(disabled ? LOCKED_FOR_GOOD : {}),
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
const mayBind = new Map(people.filter((one) => !one.disabled).map(({ uid }) => [dnOf(uid), password]))
mayBind.set(serviceDn, servicePassword)

const server = ldap.createServer()

server.bind('', (request, response, next) => {
  const expected = mayBind.get(plain(request.dn))
  const given = request.credentials
  if (given === '' || expected === undefined || !same(given, expected)) {
    return next(new ldap.InvalidCredentialsError())
  }
  response.end()
  return next()
})

server.search(baseDn, (request, response, next) => {
  if (plain(request.connection.ldap.bindDN) !== serviceDn) {
    return next(new ldap.InsufficientAccessRightsError())
  }
  // The library compares with lower-cased names, but keeps the requested ones as they were sent.
  response.attributes = response.attributes.map((name) => name.toLowerCase())
  const base = plain(request.baseObject)
  const inScope = (dn) =>
    request.scope === 'base' || request.scope === 0 ? dn === base : dn === base || dn.endsWith(`,${base}`)
  const found = entries.filter(
    (entry) => inScope(entry.dn) && request.filter.matches(entry.attributes, false),
  )
  for (const entry of found) response.send(entry)
  response.end()
  return next()
})

server.on('error', (error) => {
  console.error(`The demo directory cannot listen on port ${port} (${error.code ?? 'error'}).`)
  process.exit(1)
})
server.listen(port, '127.0.0.1', () => console.log('demo directory ready'))

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
