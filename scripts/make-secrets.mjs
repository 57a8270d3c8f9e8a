import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const NAMES = ['session', 'audit-chain', 'audit-content', 'emergency']

const signingKey = () =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

/**
 * Makes the secrets that are missing in `<stateDir>/secrets`, readable by the owner alone: 32 random bytes as hex each,
 * and the Ed25519 key that signs statements about the audit trail.
 */
export function makeSecrets(stateDir) {
  const folder = path.join(stateDir, 'secrets')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const make = (name, content) => {
    const file = path.join(folder, name)
    if (!existsSync(file)) writeFileSync(file, content(), { mode: 0o600, flag: 'wx' })
  }
  for (const name of NAMES) make(name, () => `${randomBytes(32).toString('hex')}\n`)
  make('audit-signing.pem', signingKey)
}
