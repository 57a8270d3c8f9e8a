/** Faults of one connection, of which the portal's own state knows nothing: who leaves in the middle must stop nobody else. */
const OF_A_CONNECTION = new Set([
  'ECONNABORTED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_WRITE_AFTER_END',
])

/**
 * Ends the process in order after a fault that nobody caught: what it left half done is not known, so `stop(code)` closes
 * running answers and their records and ends, and the start script starts the portal anew. A fault of a connection, and a
 * promise that was rejected and that nobody awaited, leave nothing half done: they are only logged.
 */
export function endOnFault({
  log,
  stop,
}: {
  log: (message: string, error: unknown) => void
  stop: (code: number) => unknown
}): void {
  process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
    log('unexpected failure', error)
    if (!OF_A_CONNECTION.has(error.code ?? '')) stop(1)
  })
  process.on('unhandledRejection', (error) => log('unexpected failure', error))
}
