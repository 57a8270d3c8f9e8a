import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Certificate } from '@/lib/testing/certificates'
import { freePort } from '@/lib/testing/free-port'
import { until } from '@/lib/testing/wait'
import demo from '@/lib/auth/demo-people.json'

const ADMIN_PASSWORD = 'service'

export interface Slapd {
  /** Settings of the portal that point to this directory. */
  env: Readonly<Record<string, string>>
  port: number
  ldapsPort: number | null
  /** Adds entries given as LDIF. */
  add: (ldif: string) => void
  /** Changes or deletes entries given as LDIF change records. */
  change: (ldif: string) => void
  stop: () => Promise<void>
}

interface SlapdOptions {
  certificate?: Certificate
  /** Further lines of the database's configuration, for example a size limit. */
  settings?: readonly string[]
  /** Further modules to load, for example `argon2`. */
  modules?: readonly string[]
}

function configuration(dir: string, { certificate, settings = [], modules = [] }: SlapdOptions): string {
  return [
    ...['core', 'cosine', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`),
    'modulepath /usr/lib/ldap',
    'moduleload back_mdb',
    ...['memberof', ...modules].map((name) => `moduleload ${name}`),
    `pidfile ${dir}/slapd.pid`,
    ...(certificate
      ? [`TLSCertificateFile ${certificate.certFile}`, `TLSCertificateKeyFile ${certificate.keyFile}`]
      : []),
    'database mdb',
    `suffix "${demo.baseDn}"`,
    `rootdn "${demo.serviceDn}"`,
    `rootpw ${ADMIN_PASSWORD}`,
    `directory ${dir}/data`,
    ...settings,
    'overlay memberof',
    '',
  ].join('\n')
}

/** The people and groups of the demo directory as LDIF. A disabled person has no password to bind with. */
function demoLdif(): string {
  const { baseDn, password, people } = demo
  const entry = (...lines: string[]) => `${lines.join('\n')}\n`
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const personDn = (uid: string) => `uid=${uid},ou=people,${baseDn}`
  const groups = [...new Set(people.flatMap((person) => person.groups))]
  return [
    entry(
      `dn: ${baseDn}`,
      'objectClass: dcObject',
      'objectClass: organization',
      'o: hospital',
      'dc: hospital',
    ),
    ...['people', 'groups'].map((ou) =>
      entry(`dn: ou=${ou},${baseDn}`, 'objectClass: organizationalUnit', `ou: ${ou}`),
    ),
    ...people.map(({ uid, cn, ...person }) =>
      entry(
        `dn: ${personDn(uid)}`,
        'objectClass: inetOrgPerson',
        `uid: ${uid}`,
        `cn:: ${base64(cn)}`,
        `sn:: ${base64(cn)}`,
        ...('disabled' in person ? [] : [`userPassword: ${password}`]),
      ),
    ),
    ...groups.map((group) =>
      entry(
        `dn: cn=${group},ou=groups,${baseDn}`,
        'objectClass: groupOfNames',
        `cn: ${group}`,
        ...people.filter((one) => one.groups.includes(group)).map(({ uid }) => `member: ${personDn(uid)}`),
      ),
    ),
  ].join('\n')
}

async function waitUntilListening(server: ChildProcess, port: number): Promise<void> {
  await until(`slapd to listen on port ${port}`, async () => {
    if (server.exitCode !== null) throw new Error(`slapd ended with ${server.exitCode}`)
    const socket = net.connect(port, '127.0.0.1')
    const open = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    return open
  })
}

/**
 * Starts an OpenLDAP server with the people of the demo directory on a free loopback port, in a temporary folder. With
 * a certificate it also takes StartTLS, and LDAPS on a port of its own.
 */
export async function startSlapd(options: SlapdOptions = {}): Promise<Slapd> {
  const { certificate } = options
  const dir = mkdtempSync(path.join(tmpdir(), 'innerward-slapd-'))
  mkdirSync(path.join(dir, 'data'))
  writeFileSync(path.join(dir, 'slapd.conf'), configuration(dir, options))
  writeFileSync(path.join(dir, 'bind-password'), ADMIN_PASSWORD, { mode: 0o600 })
  const port = await freePort()
  const url = `ldap://127.0.0.1:${port}`
  const ldapsPort = certificate ? await freePort() : null
  const urls = ldapsPort === null ? url : `${url} ldaps://127.0.0.1:${ldapsPort}`
  const server = spawn('/usr/sbin/slapd', ['-f', path.join(dir, 'slapd.conf'), '-h', urls, '-d', '0'], {
    stdio: 'ignore',
  })
  await waitUntilListening(server, port)
  const run = (command: 'ldapadd' | 'ldapmodify', ldif: string): void => {
    const options = ['-x', '-H', url, '-D', demo.serviceDn, '-w', ADMIN_PASSWORD]
    execFileSync(command, options, { input: ldif, stdio: ['pipe', 'ignore', 'inherit'] })
  }
  const add = (ldif: string): void => run('ldapadd', ldif)
  const change = (ldif: string): void => run('ldapmodify', ldif)
  add(demoLdif())
  const stop = async (): Promise<void> => {
    if (server.exitCode === null) {
      server.kill()
      await once(server, 'exit')
    }
    rmSync(dir, { recursive: true, force: true })
  }
  const env = {
    LDAP_URL: url,
    LDAP_BASE_DN: demo.baseDn,
    LDAP_BIND_DN: demo.serviceDn,
    LDAP_BIND_PASSWORD_FILE: path.join(dir, 'bind-password'),
  }
  return { env, port, ldapsPort, add, change, stop }
}
