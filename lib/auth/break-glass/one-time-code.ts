import { Secret, TOTP } from 'otpauth'

const STEP_SECONDS = 30
const SECRET_BYTES = 20
/** Steps by which two clocks may differ. */
const WINDOW = 1

const totp = (base32: string): TOTP =>
  new TOTP({
    issuer: 'Innerward',
    label: 'emergency',
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_SECONDS,
    secret: Secret.fromBase32(base32),
  })

/** A fresh secret in Base32: 160 bits, as RFC 4226 §4 asks for. */
export const newCodeSecret = (): string => new Secret({ size: SECRET_BYTES }).base32

/** The address that authenticator apps read, as text or as a QR code. */
export const codeAddress = (base32: string): string => totp(base32).toString()

/**
 * The time step that a one-time code belongs to (RFC 6238, 30 s, SHA-1, six digits), or null when it is wrong or its
 * step is not later than `lastStep`: a code works once. Clocks may differ by one step either way. A `lastStep` ahead of the clock was
 * reached before the clock was set back, and no code of now was used then.
 */
export function stepOfCode(
  base32: string,
  code: string,
  { lastStep, now }: { lastStep: number; now: number },
): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const delta = totp(base32).validate({ token: code, timestamp: now, window: WINDOW })
  if (delta === null) return null
  const present = Math.floor(now / 1000 / STEP_SECONDS)
  const step = present + delta
  return step > lastStep || lastStep > present + WINDOW ? step : null
}
