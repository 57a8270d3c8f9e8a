import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeSecrets } from './make-secrets.mjs'
import { fail } from './sentence.mjs'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/** Names the state folder of this installation to the modules that are read after it, as STATE_DIR, and returns it. */
function chooseState() {
  process.env.STATE_DIR = path.resolve(root, process.env.STATE_DIR || 'var')
  return process.env.STATE_DIR
}

/** For operator commands that change the database: its state folder, with secrets that a newer version needs. */
export function requireState() {
  const stateDir = chooseState()
  if (!existsSync(path.join(stateDir, 'innerward.db'))) {
    fail('还没有数据库。请先运行一次 npm start。', 'There is no database yet. Run npm start once first.')
  }
  makeSecrets(stateDir)
  return stateDir
}

/** For a restore: a state folder with the secrets that belong to the backup, which must not be made anew. */
export function requireSecrets() {
  const stateDir = chooseState()
  if (!existsSync(path.join(stateDir, 'secrets', 'audit-signing.pem'))) {
    fail(
      `${stateDir} 中没有密钥。请先把备份所属的 secrets 文件夹放回该处。`,
      `There are no keys in ${stateDir}. Put the secrets folder that belongs to the backup back there first.`,
    )
  }
  return stateDir
}
