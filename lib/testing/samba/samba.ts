import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createAuthority, createCertificate } from '@/lib/testing/certificates'

const HERE = import.meta.dirname
const NAMESPACES = ['--net', '--mount', '--uts', '--pid', '--fork', '--kill-child', '--mount-proc']
const READY_TRIES = 900
const ADMIN_PASSWORD = 'Admin-2026!'

/** The made-up domain. */
export const BASE_DN = 'DC=hospital,DC=test'
export const USERS_DN = `CN=Users,${BASE_DN}`

/** Why no domain controller can be run on this machine; null when one can. */
export function whyNoSamba(): string | null {
  const parts = [
    '/usr/sbin/samba',
    '/usr/bin/samba-tool',
    '/usr/share/samba/setup/provision.ldif',
    '/usr/sbin/ip',
  ]
  const missing = parts.find((file) => !existsSync(file))
  if (missing) return `${missing} is not installed`
  const allowed = spawnSync('unshare', [...NAMESPACES, 'ip', 'link', 'set', 'lo', 'up']).status === 0
  return allowed ? null : 'this machine allows no network namespace'
}

export interface Samba {
  /** Settings of the portal that point to this domain, over LDAPS. */
  env: Readonly<Record<string, string>>
  /** Address without encryption. */
  plainUrl: string
  /** Adds, changes and deletes entries given as LDIF change records, as the administrator. */
  change: (ldif: string) => void
  /** What a search of the whole domain by the administrator prints. */
  search: (filter: string) => string
  stop: () => Promise<void>
}

/** Text as Active Directory takes passwords: quoted, UTF-16LE, base64 for LDIF (MS-ADTS 3.1.1.3.1.5). */
export const unicodePassword = (text: string): string =>
  Buffer.from(`"${text}"`, 'utf16le').toString('base64')

async function relay(to: string): Promise<{ port: number; process: ChildProcess }> {
  const started = spawn(process.execPath, [path.join(HERE, 'relay.mjs'), '0', to], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(started.stdout, 'data')) as [Buffer]
  return { port: Number(line.toString()), process: started }
}

async function stopped(running: ChildProcess): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return
  const gone = once(running, 'exit')
  running.kill('SIGKILL')
  await gone
}

/**
 * Makes a Samba Active Directory domain and serves it in a network namespace, with a lockout after three wrong passwords.
 * Takes about ten seconds. Throws with the end of its log when it does not come up.
 */
export async function startSamba(): Promise<Samba> {
  const dir = mkdtempSync(path.join(tmpdir(), 'innerward-samba-'))
  const authority = createAuthority(dir, 'ca')
  const certificate = createCertificate(dir, { authority, host: 'localhost', days: 90 })
  copyFileSync(certificate.certFile, path.join(dir, 'server.pem'))
  copyFileSync(certificate.keyFile, path.join(dir, 'server.key'))
  writeFileSync(path.join(dir, 'admin-password'), ADMIN_PASSWORD, { mode: 0o600 })
  const log = path.join(dir, 'controller.log')
  const output = openSync(log, 'w')
  const script = path.join(HERE, 'controller.sh')
  const controller = spawn('unshare', [...NAMESPACES, 'bash', script, dir, ADMIN_PASSWORD], {
    stdio: ['ignore', output, output],
  })
  const relays = await Promise.all(['ldap.sock', 'ldaps.sock'].map((name) => relay(path.join(dir, name))))
  const [ldap = 0, ldaps = 0] = relays.map(({ port }) => port)
  const url = `ldaps://localhost:${ldaps}`
  const asAdmin = [
    '-x',
    '-H',
    url,
    '-D',
    `CN=Administrator,${USERS_DN}`,
    '-y',
    path.join(dir, 'admin-password'),
  ]
  // The tools of OpenLDAP take localhost for the machine's own name, which is not in the certificate.
  const options = { env: { ...process.env, LDAPTLS_REQCERT: 'allow' } }
  const stop = async (): Promise<void> => {
    await Promise.all([controller, ...relays.map((one) => one.process)].map(stopped))
    rmSync(dir, { recursive: true, force: true })
  }
  const ready = () =>
    spawnSync('ldapsearch', [...asAdmin, '-b', BASE_DN, '-s', 'base', '1.1'], options).status === 0
  for (let tries = 0; !ready(); tries++) {
    if (tries > READY_TRIES || controller.exitCode !== null) {
      const tail = readFileSync(log, 'utf8').slice(-2000)
      await stop()
      throw new Error(`Samba did not start:\n${tail}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return {
    env: {
      LDAP_URL: url,
      LDAP_CA_FILE: authority.certFile,
      LDAP_BASE_DN: BASE_DN,
      LDAP_BIND_DN: `CN=Administrator,${USERS_DN}`,
      LDAP_BIND_PASSWORD_FILE: path.join(dir, 'admin-password'),
      LDAP_USERNAME_ATTRIBUTE: 'sAMAccountName',
      LDAP_ID_ATTRIBUTE: 'objectGUID',
      LDAP_NAME_ATTRIBUTE: 'displayName',
    },
    plainUrl: `ldap://localhost:${ldap}`,
    change: (ldif) => {
      execFileSync('ldapmodify', asAdmin, { ...options, input: ldif, stdio: ['pipe', 'ignore', 'inherit'] })
    },
    search: (filter) =>
      execFileSync('ldapsearch', [...asAdmin, '-b', BASE_DN, filter], { ...options, encoding: 'utf8' }),
    stop,
  }
}
