import 'server-only'
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, linkSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { publicKeyFingerprint } from '@/lib/audit/audit-format'
import { secretFile, statePath } from '@/lib/config/env'
import { pemOf } from '@/lib/library/bundles/contract'
import { flushToDisk, writeFileWhole } from '@/lib/shared/write-file-whole'

/** The key with which this site signs bundles. */
export interface SiteKey {
  privateKey: KeyObject
  /** Base64 of its SPKI form. */
  publicKey: string
  fingerprint: string
}

const FILE = 'library-signing.pem'
/** A key that takes the place of the former one once its record is written. */
const NEXT = `${FILE}.next`

const place = (name: string) => statePath('secrets', name)

function keyOf(pem: string): SiteKey {
  const privateKey = createPrivateKey(pem)
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')
  return { privateKey, publicKey, fingerprint: publicKeyFingerprint(pemOf(publicKey)) }
}

/** Writes a new key durably, readable by the portal alone, in place of what is there. */
function writeKey(name: string): void {
  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileWhole(place(name), privateKey.export({ type: 'pkcs8', format: 'pem' }))
}

/** The key in its file. Throws where there is none, where others can read it or where it is no key. */
export const readKey = (): SiteKey => keyOf(secretFile(FILE))

/** Whether the file holds the key of this fingerprint, whoever else can read it. */
export function fileHolds(fingerprint: string): boolean {
  try {
    return keyOf(readFileSync(place(FILE), 'utf8')).fingerprint === fingerprint
  } catch {
    return false
  }
}

/** Writes the first key where there is no file. Throws where one has come meanwhile: a key is never written over. */
export function writeFirstKey(): void {
  if (existsSync(place(FILE))) return
  const made = `${FILE}.made`
  writeKey(made)
  try {
    linkSync(place(made), place(FILE))
  } finally {
    rmSync(place(made), { force: true })
  }
  flushToDisk(path.dirname(place(FILE)))
}

/** The key that waits to take its place, where a change was not finished. */
export function waitingKey(): SiteKey | null {
  try {
    return keyOf(secretFile(NEXT))
  } catch {
    return null
  }
}

/** Writes another key beside the one in use, in place of one that waited in vain. */
export function writeNextKey(): SiteKey {
  writeKey(NEXT)
  return keyOf(secretFile(NEXT))
}

/** Puts the key that waits in the place of the former one, which is gone then. */
export const takeNextKey = (): void => {
  renameSync(place(NEXT), place(FILE))
}
