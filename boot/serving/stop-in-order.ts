import type { Server } from 'node:http'
import { logFault } from '@/boot/serving/log-fault'

const HARD_STOP_MS = 20_000
/** Streams end with the answers; what is still open after this is an idle reader. */
const IDLE_READERS_MS = 1000
const NEVER_LISTENED_MS = 1500

/** What `instrumentation-node.ts` leaves here once the portal runs: ends answers, writes the last record. */
const shutdownOf = (): (() => Promise<void>) | undefined =>
  (globalThis as Record<symbol, unknown>)[Symbol.for('innerward.shutdown')] as
    | (() => Promise<void>)
    | undefined

/**
 * What ends the portal in order, with an exit code: running answers and their records first, then connections. Called again,
 * it does nothing; it ends the process after 20 s whatever hangs.
 */
export function orderlyStop(server: Server): (code?: number) => Promise<void> {
  let stopping = false
  return async (code = 0) => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), HARD_STOP_MS).unref()
    server.close()
    try {
      await shutdownOf()?.()
    } catch (error) {
      logFault('the stop could not be recorded', error)
    }
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), IDLE_READERS_MS).unref()
    server.once('close', () => process.exit(code))
    if (!server.listening) setTimeout(() => process.exit(code), NEVER_LISTENED_MS)
  }
}

/** Stops on a signal, and when the process that started this one is gone: nobody else would stop it. */
export function stopWhenAsked(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())
  process.on('disconnect', () => void stop())
  if ((process.connected as boolean | undefined) === false) void stop()
}
