import 'server-only'
import { readFileSync } from 'node:fs'
import net from 'node:net'
import tls from 'node:tls'
import { Client } from 'ldapts'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors/app-error'
import { errorName, logger } from '@/lib/logging/logger'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
const CONNECT_MS = 1500
const OPERATION_MS = 3000

/** A refusal to speak to the directory at all; the code goes to the log, the user sees `directory_unavailable`. */
class DirectoryConfigurationError extends Error {
  override readonly name = 'DirectoryConfigurationError'
}

function directoryUrl(): URL {
  const address = env().LDAP_URL
  if (!address) throw new DirectoryConfigurationError('no directory is configured')
  const url = new URL(address)
  if (url.protocol === 'ldap:' && !LOOPBACK.has(url.hostname)) {
    throw new DirectoryConfigurationError('plain ldap is allowed to this machine only')
  }
  return url
}

function newClient(sockets: Set<net.Socket>): Client {
  const url = directoryUrl()
  const keep = <S extends net.Socket>(socket: S): S => {
    sockets.add(socket)
    return socket
  }
  const { LDAP_CA_FILE: caFile } = env()
  return new Client({
    url: `${url.protocol}//${url.host}`,
    connectTimeout: CONNECT_MS,
    timeout: OPERATION_MS,
    createConnection: ((port: number, host: string) => keep(net.connect(port, host))) as typeof net.connect,
    createSecureConnection: ((port: number, host: string, options: tls.ConnectionOptions) =>
      keep(tls.connect(port, host, options))) as typeof tls.connect,
    ...(url.protocol === 'ldaps:'
      ? {
          tlsOptions: {
            minVersion: 'TLSv1.2' as const,
            ...(net.isIP(url.hostname) === 0 ? { servername: url.hostname } : {}),
            ...(caFile ? { ca: readFileSync(caFile) } : {}),
          },
        }
      : {}),
  })
}

/** Binds a client as the service account. The password file is read each time, so it can be changed while running. */
export async function bindService(client: Client): Promise<void> {
  const { LDAP_BIND_DN: dn, LDAP_BIND_PASSWORD_FILE: file } = env()
  if (!dn || !file) throw new DirectoryConfigurationError('no service account is configured')
  const password = readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  if (password === '') throw new DirectoryConfigurationError('the service password is empty')
  await client.bind(dn, password)
}

/**
 * Runs `work` with fresh connections that are all destroyed when it is done or `deadlineMs` is over.
 * Throws AppError `directory_unavailable` for every fault; a refused password is not a fault but a result of `work`.
 */
export async function withDirectory<T>(
  deadlineMs: number,
  work: (open: () => Client) => Promise<T>,
): Promise<T> {
  const sockets = new Set<net.Socket>()
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('deadline')), deadlineMs)
  })
  try {
    return await Promise.race([work(() => newClient(sockets)), deadline])
  } catch (error) {
    logger.warn('the directory could not be used', { errorName: errorName(error) })
    throw new AppError('directory_unavailable', {}, { cause: error })
  } finally {
    clearTimeout(timer)
    for (const socket of sockets) socket.destroy()
  }
}
