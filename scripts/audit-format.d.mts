type Kind = 'checkpoint' | 'tombstone' | 'manifest' | 'templates' | 'backup'
type Statement = Readonly<Record<string, unknown>>

export function statementText(kind: Kind, statement: Statement): string
export function publicKeyId(publicKeyPem: string): string
export function signatureHolds(kind: Kind, statement: Statement, publicKeyPem: string): boolean
