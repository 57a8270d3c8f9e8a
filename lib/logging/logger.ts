import 'server-only'
import pino from 'pino'
import { env } from '@/lib/config/env'
import { processSingleton } from '@/lib/shared/process-singleton'
import packageFile from '@/package.json' with { type: 'json' }

/** What a log line may carry: ids, codes, counts. Never a name, a password, a question or an answer. */
export interface LogFields {
  requestId?: string
  runId?: string
  /** Which part of the portal tells it. */
  component?: string
  /** The code of an error, such as `SQLITE_FULL` or `ECONNREFUSED`, and the system's number of it. */
  code?: string
  errno?: number
  errorName?: string
  /** Where an error was thrown, without its message; see `faultFields`. */
  frames?: readonly string[]
  /** The number that a page shows which failed on the server. */
  fault?: string
  job?: string
  durationMs?: number
  count?: number
  port?: number
  threads?: number
  endpoint?: string
  state?: string
}

/** Where lines go: the file of LOG_FILE, which is made for the owner alone, else standard output. */
const destination = () =>
  processSingleton('log-destination', () => {
    const { LOG_FILE: file } = env()
    return pino.destination(
      file === undefined ? { fd: 1, sync: true } : { dest: file, mode: 0o640, sync: true },
    )
  })

const root = () =>
  processSingleton('logger', () =>
    pino(
      {
        level: env().LOG_LEVEL,
        base: { version: packageFile.version },
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
      },
      destination(),
    ),
  )

/** Opens the log's file again, after it was renamed by a rotation. Nothing where the log goes to standard output. */
export function reopenLog(): void {
  if (env().LOG_FILE !== undefined) destination().reopen()
}

/** JSON lines on standard output, or in the file of LOG_FILE. Messages are fixed sentences; the fields are a closed list. */
export const logger = {
  info: (message: string, fields: LogFields = {}) => {
    root().info(fields, message)
  },
  warn: (message: string, fields: LogFields = {}) => {
    root().warn(fields, message)
  },
  error: (message: string, fields: LogFields = {}) => {
    root().error(fields, message)
  },
}

/** The class name of an unknown error: safe to log, unlike its message, which may quote user text. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
