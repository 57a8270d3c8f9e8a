import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { appliedMigrations } from '@/boot/settle/applied-migrations'
import { missingSecrets } from '@/boot/settle/make-secrets'
import { fail, ok, type Finding } from '@/commands/check/finding'
import { ROOT } from '@/commands/require-state'

/** Whether database and keys are there and belong to this version; nothing yet is as good as a whole state. */
export function checkState(stateDir: string): Finding[] {
  const database = path.join(stateDir, 'innerward.db')
  if (!existsSync(database)) {
    return [ok('state', 'state', ['还没有数据库：首次启动时建立', 'no database yet: the first start makes it'])]
  }
  const lost = missingSecrets(stateDir)
  if (lost.length > 0) {
    const list = lost.join(', ')
    return [
      fail(
        'state',
        'keys',
        [`有数据库，但缺少其密钥 ${list}`, `there is a database, but its keys ${list} are missing`],
        [
          '密钥不会重新生成。请运行 innerward escrow open 托管文件，或从另存的副本放回 secrets',
          'Keys are never made again. Run innerward escrow open FILE, or put the kept copy of secrets back',
        ],
      ),
    ]
  }
  const known = readdirSync(path.join(ROOT, 'prisma', 'migrations'))
  const applied = appliedMigrations(database)
  const newer = applied.filter((name) => !known.includes(name))
  if (newer.length > 0) {
    return [
      fail(
        'state',
        'schema',
        [`数据库来自更新的版本（${newer.join('、')}）`, `the database is of a newer version (${newer.join(', ')})`],
        ['请安装该版本，或恢复升级前的备份', 'Install that version, or restore a backup from before the upgrade'],
      ),
    ]
  }
  return [ok('state', 'state', [`数据库与密钥齐全（${applied.length} 次迁移）`, `database and keys are there (${applied.length} migrations)`])]
}
