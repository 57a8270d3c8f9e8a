import 'server-only'
import { env } from '@/lib/config/env'
import { readOwnCertificate } from '@/lib/config/settings/own-certificate'
import { logger } from '@/lib/logging/logger'

/** Days before its end from which the portal's own certificate is warned of, once a day. */
const WARNING_DAYS = 30

/** Logs that the portal's own certificate ends soon, or is for another name than people type. Throws where it cannot be read. */
export function warnOfCertificate(now = Date.now()): void {
  const { TLS_CERT_FILE, NEXTAUTH_URL } = env()
  if (TLS_CERT_FILE === undefined) return
  const { daysLeft, fits } = readOwnCertificate(TLS_CERT_FILE, NEXTAUTH_URL, now)
  if (daysLeft < WARNING_DAYS) {
    logger.warn('the certificate of the portal ends soon', { component: 'tls', count: daysLeft })
  }
  if (!fits) logger.warn('the certificate of the portal is for another name', { component: 'tls' })
}
