type Kind = 'checkpoint' | 'tombstone' | 'manifest' | 'templates' | 'backup' | 'rotation'
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

export function statementText(kind: Kind, statement: Statement): string
export function publicKeyId(publicKeyPem: string): string
export function signatureHolds(kind: Kind, statement: Statement, publicKeyPem: string): boolean
export function trustedKeys(publicKeyPem: string, rotations: readonly KeyRotation[]): Map<string, string>
export function signedByOneOf(kind: Kind, statement: Statement, keys: ReadonlyMap<string, string>): boolean
export declare const GENESIS_MAC: string
export function endBeforeGap(record: { event: unknown; detail: unknown }): number | null
