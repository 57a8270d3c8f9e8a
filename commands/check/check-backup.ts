import { existsSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import { nearestFolder } from '@/commands/check/check-disk'
import { fail, ok, warn, type Finding } from '@/commands/check/finding'
import { STALE_AFTER_HOURS } from '@/lib/backup/contract'
import { listBackups } from '@/lib/backup/list-backups'

const HOUR_MS = 60 * 60 * 1000

/** Whether backups are made, how old the newest is, and whether its disk is another one with room. `databaseBytes` its size. */
export function backupFindings(
  dir: string,
  { stateDir, databaseBytes, now }: { stateDir: string; databaseBytes: number; now: number },
): Finding[] {
  const { bavail, bsize } = statfsSync(dir)
  const [newest] = listBackups(dir)
  const age = newest ? (now - Date.parse(newest.manifest.at)) / HOUR_MS : null
  const made: [string, string] =
    age === null
      ? ['还没有备份', 'there is no backup yet']
      : [`最近一次备份在 ${age.toFixed(0)} 小时前`, `the newest backup is ${age.toFixed(0)} h old`]
  const findings = [
    age === null || age > STALE_AFTER_HOURS
      ? warn('backup', 'backup-age', made, [
          '请运行 innerward backup，并查看日志中失败的原因',
          'Run innerward backup, and look into the log for why it failed',
        ])
      : ok('backup', 'backup-age', made),
  ]
  if (statSync(dir).dev === statSync(nearestFolder(stateDir)).dev) {
    findings.push(
      warn(
        'backup',
        'backup-disk',
        ['备份与数据库在同一块磁盘上', 'the backups are on the disk of the database'],
        ['请把 BACKUP_DIR 放到另一块磁盘或 NAS', 'Put BACKUP_DIR on another disk or a NAS'],
      ),
    )
  }
  if (bavail * bsize < databaseBytes * 2) {
    findings.push(
      fail(
        'backup',
        'backup-room',
        ['备份磁盘的空间不足两份', 'the disk of the backups has no room for two more'],
        ['请扩大磁盘，或减小 BACKUP_KEEP', 'Make room, or lower BACKUP_KEEP'],
      ),
    )
  }
  return findings
}

/** The target of the daily backup. */
export function checkBackup(dir: string | undefined, stateDir: string): Finding[] {
  if (dir === undefined) {
    return [
      warn(
        'backup',
        'backup-target',
        ['没有设置每日备份', 'no daily backup is set'],
        [
          '请设置 BACKUP_DIR（另一块磁盘），或另行定期运行 innerward backup',
          'Set BACKUP_DIR (another disk), or run innerward backup regularly',
        ],
      ),
    ]
  }
  // What is wrong with the folder itself is told by the settings.
  if (!existsSync(dir)) return []
  const database = path.join(stateDir, 'innerward.db')
  const databaseBytes = existsSync(database) ? statSync(database).size : 0
  return backupFindings(dir, { stateDir, databaseBytes, now: Date.now() })
}
