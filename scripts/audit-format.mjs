import { createHash, createPublicKey, verify } from 'node:crypto'

/**
 * The statements that the portal signs, about the audit trail and files of templates, shared with the offline verifier. Each is plain text:
 * a label, then one `name=value` line for each field in a fixed order. Signatures are Ed25519 (RFC 8032), in base64.
 */
const FIELDS = {
  checkpoint: ['kind', 'upToId', 'records', 'lastMac', 'at', 'keyId'],
  tombstone: ['fromId', 'upToId', 'lastMac', 'olderThan', 'at', 'keyId'],
  templates: ['schema', 'at', 'count', 'sha256', 'keyId'],
  backup: ['version', 'sha256', 'bytes', 'upToId', 'lastMac', 'at', 'keyId'],
  manifest: [
    'format',
    'filter',
    'sha256',
    'records',
    'firstId',
    'lastId',
    'lastMac',
    'upToId',
    'at',
    'keyId',
  ],
}

const shown = (value) => (value instanceof Date ? value.toISOString() : String(value ?? ''))

/** The text under the signature of a statement of this kind. */
export function statementText(kind, statement) {
  const lines = FIELDS[kind].map((name) => `${name}=${shown(statement[name])}`)
  return [`innerward-audit-${kind}:v1`, ...lines].join('\n')
}

/** The public name of a signing key: the first 8 hex digits of the SHA-256 of its SPKI form. */
export function publicKeyId(publicKeyPem) {
  const der = createPublicKey(publicKeyPem).export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(der).digest('hex').slice(0, 8)
}

/** Whether `statement.signature` was made over it with the private key of this public key (PEM). */
export function signatureHolds(kind, statement, publicKeyPem) {
  try {
    const signature = Buffer.from(String(statement.signature), 'base64')
    return verify(null, Buffer.from(statementText(kind, statement)), createPublicKey(publicKeyPem), signature)
  } catch {
    return false
  }
}
