import 'server-only'
import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { secret, secretFile, statePath } from '@/lib/config/env'
import { publicKeyId, statementText, trustedKeys, type KeyRotation } from '@/lib/audit/audit-format'

/** `audit-chain` links records, `audit-content` hashes questions and answers. Former ones are kept as `<name>.<keyId>`. */
type KeyName = 'audit-chain' | 'audit-content' | 'session'

export interface AuditKey {
  /** First 8 hex digits of the SHA-256 of the key. */
  keyId: string
  key: string
}

const named = (key: string): AuditKey => ({
  keyId: createHash('sha256').update(key).digest('hex').slice(0, 8),
  key,
})

/** The key that new records use. Throws when the file is missing or damaged. */
export function currentKey(name: KeyName): AuditKey {
  return named(secret(name))
}

/** A key by its id, the current one or a former one; null when it was destroyed. */
export function keyById(name: KeyName, keyId: string): AuditKey | null {
  const current = currentKey(name)
  if (current.keyId === keyId) return current
  const file = `${name}.${keyId}`
  if (!/^[0-9a-f]{8}$/.test(keyId) || !existsSync(statePath('secrets', file))) return null
  const former = named(secret(file))
  return former.keyId === keyId ? former : null
}

/** Every key of this name that is still there, the current one first. */
export function allKeys(name: KeyName): AuditKey[] {
  const ids = readdirSync(statePath('secrets')).flatMap((file) =>
    file.startsWith(`${name}.`) ? [file.slice(name.length + 1)] : [],
  )
  return [currentKey(name), ...ids.flatMap((keyId) => keyById(name, keyId) ?? [])]
}

const privateKey = (): KeyObject => createPrivateKey(secretFile('audit-signing.pem'))

/** The public half of the signing key as PEM (SPKI), and its id. */
export function publicKey(): { pem: string; keyId: string } {
  const pem = createPublicKey(privateKey()).export({ type: 'spki', format: 'pem' }).toString()
  return { pem, keyId: publicKeyId(pem) }
}

const ROTATIONS_FILE = 'audit-signing-rotations.json'

/** Every change of the signing key, the oldest first, each signed by the former key and the next one. */
export function keyRotations(): KeyRotation[] {
  if (!existsSync(statePath('secrets', ROTATIONS_FILE))) return []
  return JSON.parse(secretFile(ROTATIONS_FILE)) as KeyRotation[]
}

/** The public keys (PEM, by key id) that the portal has signed with: the present one, and those it came from. */
export function portalKeys(): Map<string, string> {
  return trustedKeys(publicKey().pem, keyRotations())
}

/** Ed25519 signature (base64) over a statement; see `lib/audit/audit-format.mjs` for its text. */
export function signStatement(
  kind: 'checkpoint' | 'tombstone' | 'manifest' | 'templates' | 'backup',
  statement: Readonly<Record<string, unknown>>,
): string {
  return sign(null, Buffer.from(statementText(kind, statement)), privateKey()).toString('base64')
}
