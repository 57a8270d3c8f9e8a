import 'server-only'
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { publicKeyFingerprint } from '@/lib/audit/audit-format'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { secretFile, statePath } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { pemOf } from '@/lib/library/bundles/contract'
import { libraryEvents } from '@/lib/library/events'
import { library } from '@/lib/library/feature'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

const FILE = 'library-signing.pem'

interface SiteKey {
  privateKey: KeyObject
  /** Base64 of its SPKI form. */
  publicKey: string
  fingerprint: string
}

/** Writes a new key durably, readable by the portal alone, where there is none. */
function writeKey(): void {
  const file = openSync(statePath('secrets', FILE), 'wx', 0o600)
  try {
    const { privateKey } = generateKeyPairSync('ed25519')
    writeSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function readKey(): SiteKey {
  const privateKey = createPrivateKey(secretFile(FILE))
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')
  return { privateKey, publicKey, fingerprint: publicKeyFingerprint(pemOf(publicKey)) }
}

const ownRow = async () => (await db()).librarySite.findFirst({ where: { own: true } })

/**
 * The key with which this site signs bundles. Throws AppError `library_key_missing` where its file is gone, can be read by others or is
 * not the key that was made: other sites know that one, so no other takes its place by itself.
 */
export async function siteKey(): Promise<SiteKey> {
  const row = await ownRow()
  try {
    const key = readKey()
    if (key.fingerprint === row?.fingerprint) return key
  } catch (error) {
    logger.error('the key for bundles of the library cannot be read', faultFields(error))
  }
  throw new AppError(library.errors.library_key_missing)
}

/** Makes the key of this site once; never again, whatever became of its file. A fault is logged: the next start tries again. */
export async function makeSiteKey(): Promise<void> {
  if (await ownRow()) return
  try {
    if (!existsSync(statePath('secrets', FILE))) writeKey()
    const { publicKey, fingerprint } = readKey()
    await inAuditedTransaction(async (tx) => {
      await tx.librarySite.create({ data: { name: '', publicKey, fingerprint, own: true } })
      const event = libraryEvents['library.key_made']
      await recordEvent(tx, { event, outcome: 'ok', actor: null, detail: { fingerprint } })
    })
  } catch (error) {
    logger.error('the key for bundles of the library could not be made', faultFields(error))
  }
}
