import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { appliedMigrations } from '@/boot/settle/applied-migrations'
import { writeFileWhole } from '@/lib/shared/write-file-whole'
import { giveUp, WRONG_SETTINGS } from '@/scripts/sentence.mjs'

const NAMES = ['session', 'audit-chain', 'audit-content', 'emergency']
const SIGNING = 'audit-signing.pem'
/** Keys that the first versions did not have; their databases lack the migration that came with the last of these. */
const LATER = { names: ['emergency', SIGNING], migration: '0004_confirmed_sessions' }

const signingKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

const missingFiles = (stateDir: string): string[] =>
  [...NAMES, SIGNING].filter((name) => !existsSync(path.join(stateDir, 'secrets', name)))

/** Keys that the database beside them needs and that are not there: they were lost. None where there is no database. */
export function missingSecrets(stateDir: string): string[] {
  const database = path.join(stateDir, 'innerward.db')
  const missing = missingFiles(stateDir)
  if (missing.length === 0 || !existsSync(database)) return []
  const applied = appliedMigrations(database)
  const older = applied.length > 0 && !applied.includes(LATER.migration)
  return older ? missing.filter((name) => !LATER.names.includes(name)) : missing
}

/** A database belongs to its keys: with others its records could not be verified, and would look tampered with. */
function refuseBesideDatabase(stateDir: string): void {
  const lost = missingSecrets(stateDir)
  if (lost.length === 0) return
  const folder = path.join(stateDir, 'secrets')
  giveUp(
    `有数据库，但缺少其密钥 ${lost.join('、')}。密钥不会重新生成，否则审计记录无法验证。请从另行保管的密钥副本放回 ${folder}。`,
    `There is a database, but its keys ${lost.join(', ')} are missing. They are not made again: the audit trail could not be verified. Put them back into ${folder} from where the copy of the keys is kept.`,
    WRONG_SETTINGS,
  )
}

/** Writes a key whole or not at all: half of one would be refused as damaged by every later start. */
function write(file: string, content: string): void {
  try {
    writeFileWhole(file, content)
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    giveUp(
      `密钥 ${file} 无法写入（${code}）。请检查磁盘空间与权限，然后再次启动。`,
      `The key ${file} cannot be written (${code}). Check the disk space and the permissions, then start again.`,
    )
  }
}

/**
 * Makes the secrets that are missing in `<stateDir>/secrets`, readable by the owner alone: 32 random bytes as hex each,
 * and the Ed25519 key that signs statements about the audit trail. Gives up where a database is there that needs them.
 */
export function makeSecrets(stateDir: string): void {
  const folder = path.join(stateDir, 'secrets')
  const missing = missingFiles(stateDir)
  refuseBesideDatabase(stateDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  for (const name of missing) {
    const content = name === SIGNING ? signingKey() : `${randomBytes(32).toString('hex')}\n`
    write(path.join(folder, name), content)
  }
}
