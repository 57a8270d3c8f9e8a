import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'

/** The public half of a release key: the file that a bundle carries, and the fingerprint that an engineer compares. */
export interface ReleaseKey {
  pem: string
  /** SHA-256 of the key in DER form (SPKI), in hexadecimal. */
  fingerprint: string
}

function publicHalf(key: KeyObject): ReleaseKey {
  const der = key.export({ type: 'spki', format: 'der' })
  return {
    pem: key.export({ type: 'spki', format: 'pem' }).toString(),
    fingerprint: createHash('sha256').update(der).digest('hex'),
  }
}

/** Signs with an Ed25519 release key in PEM form (RFC 8032). Throws an Error where the text is no such key. */
export function signRelease(privatePem: string, content: Buffer): { key: ReleaseKey; signature: Buffer } {
  const key = createPrivateKey(privatePem)
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('The release key is no Ed25519 key')
  return { key: publicHalf(createPublicKey(key)), signature: sign(null, content, key) }
}

/** Whether `signature` was made over `content` with the key whose public half is `pem`; its fingerprint, else null. */
export function signerOf(pem: string, content: Buffer, signature: Buffer): string | null {
  try {
    const key = createPublicKey(pem)
    return verify(null, content, key, signature) ? publicHalf(key).fingerprint : null
  } catch {
    return null
  }
}
