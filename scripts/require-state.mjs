import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeSecrets } from './make-secrets.mjs'
import { giveUp } from './sentence.mjs'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/**
 * For operator commands: the state folder of this installation, with secrets that a newer version needs, as STATE_DIR for
 * the modules read after it. Gives up when no portal was ever started on it.
 */
export function requireState() {
  const stateDir = path.resolve(root, process.env.STATE_DIR || 'var')
  if (!existsSync(path.join(stateDir, 'innerward.db'))) {
    giveUp('还没有数据库。请先运行一次 npm start。', 'There is no database yet. Run npm start once first.')
  }
  process.env.STATE_DIR = stateDir
  makeSecrets(stateDir)
  return stateDir
}
