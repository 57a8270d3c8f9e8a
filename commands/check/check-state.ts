import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { appliedMigrations } from '@/boot/settle/applied-migrations'
import { missingSecrets } from '@/boot/settle/make-secrets'
import { fail, ok, warn, type Finding } from '@/commands/check/finding'
import { ROOT } from '@/commands/require-state'
import { readEscrowNote } from '@/lib/backup/key-escrow'

const SEAL: [string, string] = [
  '请运行 innerward escrow seal 文件，把文件与口令分开保管，都不放在本机',
  'Run innerward escrow seal FILE; keep file and passphrase apart from each other and off this machine',
]

/** Whether a sealed copy of the present keys was made: without them no backup can be restored. */
function escrowFinding(): Finding {
  const note = readEscrowNote()
  if (note?.current) {
    const day = note.at.slice(0, 10)
    return ok('state', 'escrow', [`密钥已于 ${day} 托管`, `the keys were sealed on ${day}`])
  }
  return note
    ? warn(
        'state',
        'escrow',
        ['上次托管之后密钥已更换', 'the keys have changed since they were sealed'],
        SEAL,
      )
    : warn('state', 'escrow', ['密钥还没有托管', 'the keys were never sealed'], SEAL)
}

/** Whether database and keys are there and belong to this version; nothing yet is as good as a whole state. */
export function checkState(stateDir: string): Finding[] {
  const database = path.join(stateDir, 'innerward.db')
  if (!existsSync(database)) {
    return [
      ok('state', 'state', ['还没有数据库：首次启动时建立', 'no database yet: the first start makes it']),
    ]
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
        [
          `数据库来自更新的版本（${newer.join('、')}）`,
          `the database is of a newer version (${newer.join(', ')})`,
        ],
        [
          '请安装该版本，或恢复升级前的备份',
          'Install that version, or restore a backup from before the upgrade',
        ],
      ),
    ]
  }
  return [
    escrowFinding(),
    ok('state', 'state', [
      `数据库与密钥齐全（${applied.length} 次迁移）`,
      `database and keys are there (${applied.length} migrations)`,
    ]),
  ]
}
