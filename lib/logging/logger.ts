import 'server-only'
import pino from 'pino'
import { env } from '@/lib/config/env'
import { processSingleton } from '@/lib/shared/process-singleton'

/** What a log line may carry: ids, codes, counts. Never a name, a password, a question or an answer. */
export interface LogFields {
  requestId?: string
  runId?: string
  code?: string
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

const root = () =>
  processSingleton('logger', () =>
    pino({ level: env().LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime }),
  )

/** JSON lines on standard output. Messages are fixed sentences; the fields are a closed list. */
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
