import { createHash, timingSafeEqual } from 'node:crypto'
import ldap from 'ldapjs'

/**
 * A small LDAP directory with one person for each role, for trying the portal out. Loopback only; never for a
 * hospital. Ends when the process that started it ends.
 */
const BASE = 'dc=hospital,dc=internal'
export const DEMO_PASSWORD = 'Ward-2026!'

const person = (uid, cn, groups) => ({ uid, cn, groups, disabled: false })
export const DEMO_PEOPLE = [
  person('doctor.li', '李明', ['doctors', 'dept-cardiology']),
  person('doctor.wang', '王芳', ['doctors', 'dept-respiratory']),
  person('head.chen', '陈建国', ['doctors', 'dept-cardiology', 'heads-cardiology']),
  person('sysadmin.zhao', '赵强', ['system-admins']),
  person('secadmin.sun', '孙丽', ['security-admins']),
  person('auditor.zhou', '周静', ['auditors']),
  { ...person('disabled.wu', '吴磊', ['doctors', 'dept-cardiology']), disabled: true },
]

/** A stable UUID for a name, so that one person stays one person over restarts. */
function stableUuid(name) {
  const hex = createHash('sha256').update(name).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  )
}

const equal = (a, b) =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())

const entries = DEMO_PEOPLE.map(({ uid, cn, groups, disabled }) => ({
  dn: `uid=${uid},ou=people,${BASE}`,
  disabled,
  attributes: {
    objectClass: ['person', 'inetOrgPerson'],
    uid,
    cn,
    entryUUID: stableUuid(uid),
    memberOf: groups.map((group) => `cn=${group},ou=groups,${BASE}`),
  },
}))

function serve(bindPassword) {
  const server = ldap.createServer()
  const portalDn = ldap.parseDN(`cn=portal,${BASE}`)
  server.bind(BASE, (request, response, next) => {
    const entry = entries.find(({ dn }) => ldap.parseDN(dn).equals(request.dn))
    const expected = portalDn.equals(request.dn)
      ? bindPassword
      : entry && !entry.disabled
        ? DEMO_PASSWORD
        : null
    if (expected === null || request.credentials === '' || !equal(request.credentials, expected)) {
      return next(new ldap.InvalidCredentialsError())
    }
    response.end()
    return next()
  })
  server.search(BASE, (request, response, next) => {
    if (!portalDn.equals(request.connection.ldap.bindDN)) {
      return next(new ldap.InsufficientAccessRightsError())
    }
    for (const entry of entries) {
      if (request.filter.matches(entry.attributes)) {
        response.send({ dn: entry.dn, attributes: entry.attributes })
      }
    }
    response.end()
    return next()
  })
  return server
}

if (import.meta.main) {
  const bindPassword = process.env.DEMO_BIND_PASSWORD ?? ''
  if (bindPassword.length < 16) throw new Error('DEMO_BIND_PASSWORD must be set by the start script.')
  const server = serve(bindPassword)
  server.listen(Number(process.env.DEMO_DIRECTORY_PORT ?? 0), '127.0.0.1', () => {
    process.stdout.write(`demo directory ready on ${server.port}\n`)
    process.send?.({ port: server.port })
  })
  process.on('disconnect', () => process.exit(0))
  process.on('SIGTERM', () => process.exit(0))
  process.on('SIGINT', () => undefined)
}
