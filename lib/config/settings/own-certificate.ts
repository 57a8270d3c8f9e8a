import 'server-only'
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'

const DAY_MS = 24 * 60 * 60 * 1000

/** The portal's own certificate, as far as people and monitors ask. */
export interface OwnCertificate {
  validTo: Date
  /** Whole days until it ends; negative when it has ended. */
  daysLeft: number
  /** Whether it is for the name that people type. */
  fits: boolean
  issuer: string
}

/** Reads the first certificate of a PEM file for the address that people type. Throws where there is none. */
export function readOwnCertificate(file: string, address: string, now = Date.now()): OwnCertificate {
  const certificate = new X509Certificate(readFileSync(/* turbopackIgnore: true */ file))
  const host = new URL(address).hostname.replace(/^\[|\]$/g, '')
  const validTo = new Date(certificate.validTo)
  return {
    validTo,
    daysLeft: Math.floor((validTo.getTime() - now) / DAY_MS),
    fits: (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined,
    issuer: certificate.issuer.replaceAll('\n', ', '),
  }
}
