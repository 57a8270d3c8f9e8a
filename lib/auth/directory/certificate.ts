import 'server-only'
import type { PeerCertificate, TLSSocket } from 'node:tls'
import { logger } from '@/lib/logging/logger'
import { processSingleton } from '@/lib/shared/process-singleton'

/** Days before its end from which a certificate is warned of. */
export const CERTIFICATE_WARNING_DAYS = 30
const DAY_MS = 24 * 60 * 60 * 1000

/** The certificate that a directory server last proved itself with. */
export interface SeenCertificate {
  /** DNS names it is valid for. */
  names: string[]
  issuer: string
  validTo: Date
  protocol: string
}

const seen = (): Map<string, SeenCertificate> =>
  processSingleton('directory-certificates', () => new Map<string, SeenCertificate>())
const warnedOn = (): Map<string, string> =>
  processSingleton('directory-certificates-warned', () => new Map<string, string>())

/** Whole days until a certificate ends; negative when it has ended. */
export function daysLeft(validTo: Date, now: Date): number {
  return Math.floor((validTo.getTime() - now.getTime()) / DAY_MS)
}

function describe(certificate: PeerCertificate, protocol: string): SeenCertificate {
  const names = [...(certificate.subjectaltname ?? '').matchAll(/DNS:([^,\s]+)/g)].map(
    ([, name = '']) => name,
  )
  const { O: organisation, CN: issuer } = certificate.issuer
  const text = [issuer, organisation].flat().filter(Boolean).join(', ')
  return { names, issuer: text, validTo: new Date(certificate.valid_to), protocol }
}

/**
 * Remembers and returns the certificate of an authorised TLS connection, by the server's address, and logs, once a day,
 * that it ends within thirty days.
 */
export function noteCertificate(address: string, socket: TLSSocket): SeenCertificate {
  const certificate = describe(socket.getPeerCertificate(), socket.getProtocol() ?? '')
  seen().set(address, certificate)
  const now = new Date()
  const today = now.toISOString().slice(0, 10)
  const days = daysLeft(certificate.validTo, now)
  if (days < CERTIFICATE_WARNING_DAYS && warnedOn().get(address) !== today) {
    warnedOn().set(address, today)
    logger.warn('the certificate of the directory ends soon', { count: days })
  }
  return certificate
}

/** The certificate last seen of a server; null before the first encrypted connection to it. */
export function seenCertificate(address: string): SeenCertificate | null {
  return seen().get(address) ?? null
}
