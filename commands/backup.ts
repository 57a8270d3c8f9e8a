import { makeBackup } from '@/lib/backup/make-backup'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { asTyped } from '@/commands/callers-folder'
import { requireState } from '@/commands/require-state'
import { fail, say } from '@/scripts/sentence.mjs'

/** `npm run backup -- DIR`: copies the database to a new folder under DIR, also while the portal runs. */
const [dir, ...others] = process.argv.slice(2)
if (!dir || others.length > 0 || dir.startsWith('--')) {
  fail(
    '请给出备份文件夹，且只给一个：npm run backup -- /backup/innerward。密钥不随备份保存：请另行保管 var/secrets。',
    'Name one folder: npm run backup -- /backup/innerward. Keys are never in a backup: keep var/secrets elsewhere, apart from it.',
  )
}
requireState()
try {
  const { at, upToId, bytes } = await makeBackup(asTyped(dir), { trigger: 'command' })
  const mib = (bytes / 1024 / 1024).toFixed(1)
  say(
    `备份完成：${at}，${mib} MiB，审计记录至第 ${upToId} 号。`,
    `Backed up: ${at}, ${mib} MiB, audit records up to ${upToId}.`,
  )
  say(
    '密钥不在其中。请把 var/secrets 另存于别处，与备份分开保管；没有它，备份无法验证与恢复。',
    'No key is in it. Keep var/secrets elsewhere, apart from the backups; without it no backup can be verified or restored.',
  )
} catch (error) {
  if (!(error instanceof AppError)) throw error
  fail(
    '备份未完成，数据库未受影响。请检查文件夹是否可写、空间是否充足。',
    'The backup was not made; the database is untouched. Check that the folder can be written and has space.',
  )
} finally {
  await (await db()).$disconnect()
}
