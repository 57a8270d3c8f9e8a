import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const NAMES = ['session', 'audit-chain', 'audit-content']

/** Makes the secrets that are missing in `<stateDir>/secrets`: 32 random bytes as hex, readable by the owner alone. */
export function makeSecrets(stateDir) {
  const folder = path.join(stateDir, 'secrets')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  for (const name of NAMES) {
    const file = path.join(folder, name)
    if (!existsSync(file)) {
      writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
    }
  }
}
