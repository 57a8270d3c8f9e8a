import { logFault } from '@/boot/serving/log-fault'
import { logger, reopenLog } from '@/lib/logging/logger'

/**
 * On SIGHUP, which `systemctl reload` and log rotation send, opens the log's file again and takes the certificate that lies on
 * the disk now. Nothing is interrupted; what cannot be read is told, and the former one stays.
 */
export function reloadWhenAsked(reloadCertificate: () => void): void {
  process.on('SIGHUP', () => {
    for (const [what, work] of [
      ['the log file could not be opened again', reopenLog],
      ['the certificate could not be read again', reloadCertificate],
    ] as const) {
      try {
        work()
      } catch (error) {
        logFault(what, error)
      }
    }
    logger.info('settings that can change were read again', { component: 'serving' })
  })
}
