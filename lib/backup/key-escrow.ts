import 'server-only'
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Decrypter, Encrypter } from 'age-encryption'
import { z } from 'zod'
import { publicKeyId, signedByOneOf, trustedKeys, type KeyRotation } from '@/lib/audit/audit-format'
import { chainMac, type MacInput } from '@/lib/audit/chain-mac'
import { statePath } from '@/lib/config/env'
import { openReadOnly } from '@/lib/db/read-only'
import { writeFileWhole } from '@/lib/shared/write-file-whole'

/** A passphrase of five words of a dice list, or of sixteen signs, is long enough for scrypt's work to count. */
export const SHORTEST_PASSPHRASE = 16
/** Of the demo directory, made anew by each start. */
const NOT_KEPT = new Set(['demo-bind-password'])
const NAME = /^[\w-][\w.-]{0,99}$/

const contentSchema = z.strictObject({
  format: z.literal('innerward-escrow-1'),
  madeAt: z.iso.datetime(),
  signingKeyId: z.string(),
  files: z.record(z.string().regex(NAME), z.string()),
})
/** What a sealed file holds: the keys as text, by file name. */
export type EscrowContent = z.infer<typeof contentSchema>

/** Why keys are not taken from a sealed file, or not sealed. */
export class EscrowRefused extends Error {
  override readonly name = 'EscrowRefused'
  constructor(
    readonly reason: 'passphrase' | 'unreadable' | 'no_keys' | 'chain' | 'checkpoint' | 'other_keys',
  ) {
    super(reason)
  }
}

function keysHere(): Record<string, string> {
  const folder = statePath('secrets')
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  return Object.fromEntries(
    names
      .filter((name) => NAME.test(name) && !NOT_KEPT.has(name))
      .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
  )
}

/** A hash of all keys, by which the portal tells whether they have changed since they were last sealed. */
export function keysFingerprint(): string {
  const hash = createHash('sha256')
  for (const [name, text] of Object.entries(keysHere())) {
    hash.update(name).update('\0').update(text).update('\0')
  }
  return hash.digest('hex')
}

const signingKeyOf = (files: Readonly<Record<string, string>>): string =>
  createPublicKey(createPrivateKey(files['audit-signing.pem'] ?? ''))
    .export({ type: 'spki', format: 'pem' })
    .toString()

/**
 * The keys of this installation in a file of the age format (age-encryption.org/v1), which a passphrase opens; Debian's `age`
 * opens it too. Throws EscrowRefused `no_keys`.
 */
export async function sealKeys(passphrase: string, now = new Date()): Promise<Uint8Array> {
  const files = keysHere()
  if (files['audit-signing.pem'] === undefined) throw new EscrowRefused('no_keys')
  const content: EscrowContent = {
    format: 'innerward-escrow-1',
    madeAt: now.toISOString(),
    signingKeyId: publicKeyId(signingKeyOf(files)),
    files,
  }
  const sealing = new Encrypter()
  sealing.setPassphrase(passphrase)
  return sealing.encrypt(JSON.stringify(content))
}

/** What a sealed file holds. Throws EscrowRefused `passphrase` for a wrong one or a damaged file, `unreadable` for another file. */
export async function openEscrow(sealed: Uint8Array, passphrase: string): Promise<EscrowContent> {
  const opening = new Decrypter()
  opening.addPassphrase(passphrase)
  const text = await opening.decrypt(sealed, 'text').catch(() => {
    throw new EscrowRefused('passphrase')
  })
  try {
    return contentSchema.parse(JSON.parse(text))
  } catch {
    throw new EscrowRefused('unreadable')
  }
}

type Row = Record<string, string | number | null> & { id: number; at: string; mac: string; keyId: string }

/** The chain key of that id among the sealed files. */
function chainKey(files: Readonly<Record<string, string>>, keyId: string): string | null {
  const keys = [files['audit-chain'], files[`audit-chain.${keyId}`]].flatMap((text) => text?.trim() ?? [])
  return keys.find((key) => createHash('sha256').update(key).digest('hex').startsWith(keyId)) ?? null
}

/** What was looked at of the database: the newest record of each chain key, and the newest checkpoint, where there is one. */
export interface EscrowProof {
  records: number
  checkpoint: boolean
}

/**
 * Proves that sealed keys belong to a database, by default the portal's own: the newest record of every chain key has its mac
 * by them, and the newest checkpoint its signature. Throws EscrowRefused `chain` or `checkpoint`.
 */
export function proveEscrow({ files }: EscrowContent, file?: string): EscrowProof {
  const database = openReadOnly(file)
  try {
    const rows = database
      .prepare('SELECT * FROM AuditEvent WHERE id IN (SELECT MAX(id) FROM AuditEvent GROUP BY keyId)')
      .all() as Row[]
    for (const row of rows) {
      const key = chainKey(files, row.keyId)
      const record: MacInput = { ...row, at: new Date(row.at) }
      if (key === null || chainMac(record, key) !== row.mac) throw new EscrowRefused('chain')
    }
    const checkpoint = database.prepare('SELECT * FROM AuditCheckpoint ORDER BY id DESC LIMIT 1').get() as
      | Record<string, string | number>
      | undefined
    if (checkpoint) {
      const rotations = JSON.parse(files['audit-signing-rotations.json'] ?? '[]') as KeyRotation[]
      const signed = { ...checkpoint, at: new Date(String(checkpoint['at'])).toISOString() }
      const keys = trustedKeys(signingKeyOf(files), rotations)
      if (!signedByOneOf('checkpoint', signed, keys)) throw new EscrowRefused('checkpoint')
    }
    return { records: rows.length, checkpoint: checkpoint !== undefined }
  } finally {
    database.close()
  }
}

/** Puts sealed keys into the secrets folder where they are missing. Throws EscrowRefused `other_keys` where one differs. */
export function returnKeys({ files }: EscrowContent): string[] {
  const here = keysHere()
  if (Object.entries(files).some(([name, text]) => here[name] !== undefined && here[name] !== text)) {
    throw new EscrowRefused('other_keys')
  }
  const folder = statePath('secrets')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const missing = Object.entries(files).filter(([name]) => here[name] === undefined)
  for (const [name, text] of missing) writeFileWhole(path.join(folder, name), text)
  return missing.map(([name]) => name)
}

const noteFile = (): string => statePath('escrow.json')
const noteSchema = z.object({ at: z.iso.datetime(), fingerprint: z.string() })

/** Notes that the present keys are sealed. */
export function noteEscrow(now = new Date()): void {
  const note = { at: now.toISOString(), fingerprint: keysFingerprint() }
  writeFileWhole(noteFile(), JSON.stringify(note))
}

/** When keys were last sealed, and whether they are still the same; null where they never were. */
export function readEscrowNote(): { at: string; current: boolean } | null {
  try {
    const { at, fingerprint } = noteSchema.parse(JSON.parse(readFileSync(noteFile(), 'utf8')))
    return { at, current: fingerprint === keysFingerprint() }
  } catch {
    return null
  }
}
