import 'server-only'
import type net from 'node:net'
import { BusyError, ResultCodeError, UnavailableError, type Client } from 'ldapts'
import { faultOf } from '@/lib/auth/directory/faults'
import { openClient } from '@/lib/auth/directory/open-client'
import { DirectoryConfigurationError, directoryServers, rememberGood } from '@/lib/auth/directory/servers'
import { AppError } from '@/lib/errors/app-error'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

/** Longest time one server may take of a short deadline before the next is tried, in ms. */
const SERVER_MS = 5000

/** Opens a connection that is encrypted, where the configuration asks for it, before anything is sent on it. */
export type OpenClient = () => Promise<Client>

interface DirectoryWork {
  /** Longest time for everything, all servers together, in ms. */
  deadlineMs: number
  /** Longest time for one answer of the directory, in ms; three seconds if not given. */
  operationMs?: number
}

/**
 * Runs `work` with connections to one server that are all destroyed when it is done or the time is over, with those that
 * it puts into the set itself. Throws the error of `work`, or one whose message is `deadline`.
 */
export async function withServer<T>(
  server: URL,
  { deadlineMs, ...options }: DirectoryWork,
  work: (open: OpenClient, sockets: Set<net.Socket>) => Promise<T>,
): Promise<T> {
  const sockets = new Set<net.Socket>()
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('deadline')), deadlineMs)
  })
  try {
    return await Promise.race([work(() => openClient(server, { sockets, ...options }), sockets), deadline])
  } finally {
    clearTimeout(timer)
    // Encrypted ones before those below them: Node crashes on a write to TLS without its socket.
    for (const socket of [...sockets].reverse()) socket.destroy()
  }
}

/** Another server may help when this one did not answer, or said that it is busy or unavailable (RFC 4511 A.2). */
function anotherMayHelp(error: unknown): boolean {
  if (error instanceof DirectoryConfigurationError || error instanceof AppError) return false
  if (error instanceof BusyError || error instanceof UnavailableError) return true
  return !(error instanceof ResultCodeError)
}

async function tryServers<T>(limits: DirectoryWork, work: (open: OpenClient) => Promise<T>): Promise<T> {
  const { deadlineMs } = limits
  const until = performance.now() + deadlineMs
  const servers = directoryServers()
  const each = Math.max(SERVER_MS, deadlineMs / servers.length)
  let fault: unknown = new Error('deadline')
  for (const server of servers) {
    const left = Math.min(each, until - performance.now())
    if (left <= 0) break
    try {
      const result = await withServer(server, { ...limits, deadlineMs: left }, work)
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
 * done or the deadline is over. An answer, a refused password above all, is never put to a second server: the directory
 * would count it twice. Throws the AppError of `work`, or AppError `directory_unavailable` for every other fault.
 */
export async function withDirectory<T>(
  limits: DirectoryWork,
  work: (open: OpenClient) => Promise<T>,
): Promise<T> {
  try {
    return await tryServers(limits, work)
  } catch (error) {
    if (error instanceof AppError) throw error
    logger.warn('the directory could not be used', {
      component: 'directory',
      ...faultFields(error),
      code: faultOf(error),
    })
    throw new AppError('directory_unavailable', {}, { cause: error })
  }
}
