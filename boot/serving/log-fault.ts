import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

/** Logs what an error is and where it was thrown, never its message. */
export function logFault(message: string, error: unknown): void {
  logger.error(message, faultFields(error))
}
