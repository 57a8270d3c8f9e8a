import { existsSync } from 'node:fs'
import path from 'node:path'
import { makeSecrets } from '@/boot/settle/make-secrets'
import { statePath } from '@/lib/config/env'
import { fail } from '@/scripts/sentence.mjs'

/** The project: the folder that relative settings count from. */
export const ROOT = path.resolve(import.meta.dirname, '..')

/** The state folder of this installation, absolute; it need not be there. */
export const stateFolder = (): string => statePath()

/** For operator commands that change the database: its state folder, with secrets that a newer version needs. */
export function requireState(): string {
  const stateDir = stateFolder()
  if (!existsSync(path.join(stateDir, 'innerward.db'))) {
    fail('还没有数据库。请先运行一次 npm start。', 'There is no database yet. Run npm start once first.')
  }
  makeSecrets(stateDir)
  return stateDir
}

/** For a restore: a state folder with the secrets that belong to the backup, which must not be made anew. */
export function requireSecrets(): string {
  const stateDir = stateFolder()
  if (!existsSync(path.join(stateDir, 'secrets', 'audit-signing.pem'))) {
    fail(
      `${stateDir} 中没有密钥。请先把备份所属的 secrets 文件夹放回该处。`,
      `There are no keys in ${stateDir}. Put the secrets folder that belongs to the backup back there first.`,
    )
  }
  return stateDir
}
