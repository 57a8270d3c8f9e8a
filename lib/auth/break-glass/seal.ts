import 'server-only'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { secret } from '@/lib/config/env'

const IV_BYTES = 12
const TAG_BYTES = 16
const key = (): Buffer => Buffer.from(secret('emergency').slice(0, 64), 'hex')

/** Encrypts a short text with AES-256-GCM under the secret `emergency`, so that a copy of the database does not hold it. */
export function seal(text: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key(), iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
}

/** The text that was sealed. Throws Error when it was changed or sealed under another secret. */
export function unseal(sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
    'utf8',
  )
}
