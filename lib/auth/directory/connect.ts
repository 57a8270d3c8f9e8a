import 'server-only'
import { readFileSync } from 'node:fs'
import net from 'node:net'
import tls from 'node:tls'
import { BusyError, Client, ResultCodeError, UnavailableError } from 'ldapts'
import { DirectoryConfigurationError, directoryServers, rememberGood } from '@/lib/auth/directory/servers'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors/app-error'
import { errorName, logger } from '@/lib/logging/logger'

const CONNECT_MS = 1500
const OPERATION_MS = 3000
/** Longest time one server may take before the next is tried, in ms. */
const SERVER_MS = 5000

/** Opens a connection that is encrypted, where the configuration asks for it, before anything is sent on it. */
export type OpenClient = () => Promise<Client>

function tlsOptions({ hostname }: URL): tls.ConnectionOptions {
  const { LDAP_CA_FILE: caFile } = env()
  return {
    minVersion: 'TLSv1.2',
    host: hostname,
    ...(net.isIP(hostname) === 0 ? { servername: hostname } : {}),
    ...(caFile ? { ca: readFileSync(caFile) } : {}),
  }
}

/** A new client for each connection: ldapts would bind in the clear on one whose StartTLS has failed. */
async function newClient(server: URL, sockets: Set<net.Socket>): Promise<Client> {
  const keep = <S extends net.Socket>(socket: S): S => {
    sockets.add(socket)
    return socket
  }
  const client = new Client({
    url: `${server.protocol}//${server.host}`,
    connectTimeout: CONNECT_MS,
    timeout: OPERATION_MS,
    createConnection: ((port: number, host: string) => keep(net.connect(port, host))) as typeof net.connect,
    createSecureConnection: ((port: number, host: string, options: tls.ConnectionOptions) =>
      keep(tls.connect(port, host, options))) as typeof tls.connect,
    ...(server.protocol === 'ldaps:' ? { tlsOptions: tlsOptions(server) } : {}),
  })
  if (server.protocol === 'ldap:' && env().LDAP_STARTTLS) await client.startTLS(tlsOptions(server))
  return client
}

/** Binds a client as the service account. The password file is read each time, so it can be changed while running. */
export async function bindService(client: Client): Promise<void> {
  const { LDAP_BIND_DN: dn, LDAP_BIND_PASSWORD_FILE: file } = env()
  if (!dn || !file) throw new DirectoryConfigurationError('no service account is configured')
  const password = readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  if (password === '') throw new DirectoryConfigurationError('the service password is empty')
  await client.bind(dn, password)
}

async function tryServer<T>(
  server: URL,
  limitMs: number,
  work: (open: OpenClient) => Promise<T>,
): Promise<T> {
  const sockets = new Set<net.Socket>()
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('deadline')), limitMs)
  })
  try {
    return await Promise.race([work(() => newClient(server, sockets)), deadline])
  } finally {
    clearTimeout(timer)
    for (const socket of sockets) socket.destroy()
  }
}

/** Another server may help when this one did not answer, or said that it is busy or unavailable (RFC 4511 A.2). */
function anotherMayHelp(error: unknown): boolean {
  if (error instanceof DirectoryConfigurationError) return false
  if (error instanceof BusyError || error instanceof UnavailableError) return true
  return !(error instanceof ResultCodeError)
}

async function tryServers<T>(deadlineMs: number, work: (open: OpenClient) => Promise<T>): Promise<T> {
  const until = Date.now() + deadlineMs
  const servers = directoryServers()
  const each = servers.length === 1 ? deadlineMs : SERVER_MS
  let fault: unknown = new Error('no time left')
  for (const server of servers) {
    const left = Math.min(each, until - Date.now())
    if (left <= 0) break
    try {
      const result = await tryServer(server, left, work)
      rememberGood(server)
      return result
    } catch (error) {
      fault = error
      if (!anotherMayHelp(error)) break
    }
  }
  throw fault
}

/**
 * Runs `work` against the first directory server that answers, with fresh connections that are all destroyed when it is
 * done or `deadlineMs` is over. An answer, a refused password above all, is never put to a second server: the directory
 * would count it twice. Throws AppError `directory_unavailable` for every fault.
 */
export async function withDirectory<T>(
  deadlineMs: number,
  work: (open: OpenClient) => Promise<T>,
): Promise<T> {
  try {
    return await tryServers(deadlineMs, work)
  } catch (error) {
    logger.warn('the directory could not be used', { errorName: errorName(error) })
    throw new AppError('directory_unavailable', {}, { cause: error })
  }
}
