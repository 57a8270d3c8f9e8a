import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

/** Logs a page that failed on the server, under the number that Next shows for it: where it was thrown, never its message. */
export function logPageFault(error: unknown): void {
  const digest = error instanceof Error && 'digest' in error ? error.digest : undefined
  logger.error('page failed', {
    ...(typeof digest === 'string' ? { fault: digest } : {}),
    ...faultFields(error),
  })
}
