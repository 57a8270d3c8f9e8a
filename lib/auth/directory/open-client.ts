import 'server-only'
import { readFileSync } from 'node:fs'
import net from 'node:net'
import tls from 'node:tls'
import { Client } from 'ldapts'
import { noteCertificate } from '@/lib/auth/directory/certificate'
import { addressOf, DirectoryConfigurationError } from '@/lib/auth/directory/servers'
import { connectInTime } from '@/lib/auth/directory/connect-in-time'
import { env } from '@/lib/config/env'

export const CONNECT_MS = 1500
const OPERATION_MS = 3000

function authorities(): { ca?: Buffer } {
  const { LDAP_CA_FILE: file } = env()
  if (!file) return {}
  try {
    return { ca: readFileSync(/* turbopackIgnore: true */ file) }
  } catch {
    throw new DirectoryConfigurationError('the file of authorities cannot be read', 'ca_file')
  }
}

/** How to check a server's certificate: TLS 1.2 or newer, its own host name, the hospital's authorities. */
export function tlsOptions({ hostname }: URL): tls.ConnectionOptions {
  const host = hostname.replace(/^\[|\]$/g, '')
  return {
    minVersion: 'TLSv1.2',
    host,
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    ...authorities(),
  }
}

/** How to open a connection: the set takes every socket, so that they can be destroyed; the time is per operation. */
export interface OpenOptions {
  sockets: Set<net.Socket>
  operationMs?: number
}

/**
 * A new client for each connection, encrypted, where the configuration asks for it, before anything is sent on it:
 * ldapts would bind in the clear on one whose StartTLS has failed.
 */
export async function openClient(server: URL, { sockets, operationMs }: OpenOptions): Promise<Client> {
  const opened = new Set<string>()
  // ldapts would open a lost connection anew by itself, after StartTLS without encryption: each client has one.
  const keep = <S extends net.Socket>(kind: 'plain' | 'secure', open: () => S): S => {
    if (opened.has(kind)) throw new Error('connection closed')
    opened.add(kind)
    const socket = open()
    sockets.add(socket)
    return socket
  }
  const secure = (...given: Parameters<typeof tls.connect>): tls.TLSSocket => {
    const socket = keep('secure', () => tls.connect(...given))
    connectInTime(socket, 'secureConnect', CONNECT_MS)
    socket.once('secureConnect', () => noteCertificate(addressOf(server), socket))
    return socket
  }
  const client = new Client({
    url: addressOf(server),
    timeout: operationMs ?? OPERATION_MS,
    createConnection: ((port: number, host: string) => {
      const socket = keep('plain', () => net.connect(port, host))
      connectInTime(socket, 'connect', CONNECT_MS)
      return socket
    }) as typeof net.connect,
    createSecureConnection: secure as typeof tls.connect,
    ...(server.protocol === 'ldaps:' ? { tlsOptions: tlsOptions(server) } : {}),
  })
  if (server.protocol === 'ldap:' && env().LDAP_STARTTLS) await client.startTLS(tlsOptions(server))
  return client
}

/** Whether there is an account to search with; without one only the person's own bind can ask the directory. */
export function hasServiceAccount(): boolean {
  const { LDAP_BIND_DN, LDAP_BIND_PASSWORD_FILE } = env()
  return Boolean(LDAP_BIND_DN && LDAP_BIND_PASSWORD_FILE)
}

/** Binds a client as the service account. The password file is read each time, so it can be changed while running. */
export async function bindService(client: Client): Promise<void> {
  const { LDAP_BIND_DN: dn, LDAP_BIND_PASSWORD_FILE: file } = env()
  if (!dn || !file) {
    throw new DirectoryConfigurationError('no service account is configured', 'service_account')
  }
  let password: string
  try {
    password = readFileSync(/* turbopackIgnore: true */ file, 'utf8').replace(/\r?\n$/, '')
  } catch {
    throw new DirectoryConfigurationError('the service password cannot be read', 'service_password')
  }
  if (password === '') {
    throw new DirectoryConfigurationError('the service password is empty', 'service_password')
  }
  await client.bind(dn, password)
}
