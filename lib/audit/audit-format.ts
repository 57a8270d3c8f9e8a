import { createHash, createPublicKey, verify } from 'node:crypto'

/**
 * The statements that the portal signs, about the audit trail, files of templates and bundles of the library, shared with the offline verifier. Each is plain text:
 * a label, then its fields in a fixed order. Signatures are Ed25519 (RFC 8032), in base64.
 */
export type StatementKind =
  | 'checkpoint'
  | 'tombstone'
  | 'manifest'
  | 'templates'
  | 'backup'
  | 'rotation'
  | 'library'
type Statement = Readonly<Record<string, unknown>>

/** A change of the signing key, signed by both keys (base64). Keys are PEM (SPKI). */
export interface KeyRotation {
  formerKeyId: string
  formerPublicKey: string
  keyId: string
  publicKey: string
  at: string
  formerSignature: string
  signature: string
}

const FIELDS: Record<StatementKind, readonly string[]> = {
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
  library: ['schema', 'at', 'site', 'manifestBytes', 'bytes', 'sha256'],
  rotation: ['formerKeyId', 'formerPublicKey', 'keyId', 'publicKey', 'at'],
}

/** Kinds that exist since the second form: nothing of them was ever signed in the first. */
const SECOND_FORM_ONLY = new Set<StatementKind>(['rotation', 'library'])

type Plain = string | number | Date | null | undefined
const shown = (value: unknown): string =>
  value instanceof Date ? value.toISOString() : String((value as Plain) ?? '')

/** The text under the signature of a statement of this kind: each value after its length in bytes, `~` for none. */
export function statementText(kind: StatementKind, statement: Statement): string {
  const lines = FIELDS[kind].map((name) => {
    const value = statement[name]
    if (value === null || value === undefined) return `${name}=~`
    return `${name}=${Buffer.byteLength(shown(value))}:${shown(value)}`
  })
  return [`innerward-audit-${kind}:v2`, ...lines].join('\n')
}

/**
 * The form of statements signed before the second: one `name=value` line for each field, without lengths. Null where a
 * value holds a line break, for then the lines can be read in more than one way. Nothing is signed in it any more.
 */
function firstFormText(kind: StatementKind, statement: Statement): string | null {
  const values = FIELDS[kind].map((name) => shown(statement[name]))
  if (SECOND_FORM_ONLY.has(kind) || values.some((value) => /[\r\n]/.test(value))) return null
  const lines = FIELDS[kind].map((name, index) => `${name}=${values[index] ?? ''}`)
  return [`innerward-audit-${kind}:v1`, ...lines].join('\n')
}

const isPlain = (value: unknown): value is Plain =>
  value === null ||
  value === undefined ||
  value instanceof Date ||
  ['string', 'number'].includes(typeof value)

/** SHA-256 (hex) of the SPKI form of a public key (PEM). */
export function publicKeyFingerprint(publicKeyPem: string): string {
  const der = createPublicKey(publicKeyPem).export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(der).digest('hex')
}

/** The public name of a signing key: the first 8 hex digits of its fingerprint. */
export const publicKeyId = (publicKeyPem: string): string => publicKeyFingerprint(publicKeyPem).slice(0, 8)

/** Whether `statement.signature` was made over it, in either form, with the private key of this public key (PEM). */
export function signatureHolds(kind: StatementKind, statement: Statement, publicKeyPem: string): boolean {
  try {
    if (!FIELDS[kind].every((name) => isPlain(statement[name]))) return false
    const signature = Buffer.from(shown(statement['signature']), 'base64')
    const key = createPublicKey(publicKeyPem)
    return [statementText(kind, statement), firstFormText(kind, statement)].some(
      (text) => text !== null && verify(null, Buffer.from(text), key, signature),
    )
  } catch {
    return false
  }
}

/** Whether a statement of a rotation is signed by both of its keys, and names them rightly. */
function rotationHolds({
  formerPublicKey,
  publicKey,
  formerSignature,
  signature,
  ...facts
}: KeyRotation): boolean {
  const statement = { ...facts, formerPublicKey, publicKey }
  try {
    return (
      publicKeyId(formerPublicKey) === facts.formerKeyId &&
      publicKeyId(publicKey) === facts.keyId &&
      signatureHolds('rotation', { ...statement, signature: formerSignature }, formerPublicKey) &&
      signatureHolds('rotation', { ...statement, signature }, publicKey)
    )
  } catch {
    return false
  }
}

/** From which key of a rotation to which, and where the latter's PEM is. */
type Direction = readonly [
  from: 'keyId' | 'formerKeyId',
  to: 'keyId' | 'formerKeyId',
  pem: 'publicKey' | 'formerPublicKey',
]

/**
 * The public keys (PEM, by key id) that follow from one that is trusted: its successors, each named by the one before it,
 * and its predecessors, each named by the one after it. A successor that a predecessor names is not among them: a former
 * key that was stolen must not be able to name a key of the thief's.
 */
export function trustedKeys(publicKeyPem: string, rotations: readonly KeyRotation[]): Map<string, string> {
  const sound = rotations.filter(rotationHolds)
  const trusted = new Map([[publicKeyId(publicKeyPem), publicKeyPem]])
  const walk = (keyId: string, along: Direction, met = new Set([keyId])): void => {
    const [from, to, pem] = along
    for (const rotation of sound.filter((one) => one[from] === keyId && !met.has(one[to]))) {
      trusted.set(rotation[to], rotation[pem])
      walk(rotation[to], along, met.add(rotation[to]))
    }
  }
  walk(publicKeyId(publicKeyPem), ['formerKeyId', 'keyId', 'publicKey'])
  walk(publicKeyId(publicKeyPem), ['keyId', 'formerKeyId', 'formerPublicKey'])
  return trusted
}

/** Whether a statement was signed with one of these keys (PEM, by key id): the one that it names. */
export function signedByOneOf(
  kind: StatementKind,
  statement: Statement,
  keys: ReadonlyMap<string, string>,
): boolean {
  const pem = keys.get(shown(statement['keyId']))
  return pem !== undefined && signatureHolds(kind, statement, pem)
}

/** What the first record names as its predecessor. */
export const GENESIS_MAC = '0'.repeat(64)

const ACCEPTANCES = new Set<unknown>(['trail.accepted', 'backup.restored'])

/**
 * After a loss that somebody accepted, the id of the last record before the gap, which the first one after it names; null
 * for every other record. Only such a record may follow another than the one numbered before it.
 */
export function endBeforeGap({ event, detail }: { event: unknown; detail: unknown }): number | null {
  if (!ACCEPTANCES.has(event) || typeof detail !== 'string') return null
  try {
    const { upToId } = JSON.parse(detail) as { upToId?: unknown }
    return Number.isInteger(upToId) ? (upToId as number) : null
  } catch {
    return null
  }
}
