import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { checkpointSchema } from '@/lib/audit/contract'
import { checkBackup, RestoreRefused, restoreBackup } from '@/lib/backup/restore-backup'
import { claimState } from '@/boot/claim-state'
import { asTyped } from '@/commands/callers-folder'
import { requireSecrets } from '@/commands/require-state'
import { changesText } from '@/commands/restoring/changes-text'
import { fail, say } from '@/scripts/sentence.mjs'
import { whoAccepts } from '@/commands/who-accepts'

/**
 * `npm run restore -- FOLDER --name NAME --reason REASON [--checkpoint FILE] [--replay-mirror] [--accept-gap]`: puts a backup in place of the
 * database while the portal is stopped, after checking its signature, hash and audit chain. The replaced database is kept
 * beside it, and what was changed since is listed. With `--check` it only checks and lists, also beside a running portal, and needs no
 * name.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    checkpoint: { type: 'string' },
    'accept-gap': { type: 'boolean', default: false },
    'replay-mirror': { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    name: { type: 'string' },
    reason: { type: 'string' },
  },
})
const [given] = positionals
if (!given) {
  fail(
    '请给出一份备份的文件夹：npm run restore -- /backup/innerward/innerward-20261125T020000Z --name 姓名 --reason backup_restored',
    'Name the folder of one backup: npm run restore -- /backup/innerward/innerward-20261125T020000Z --name NAME --reason backup_restored',
  )
}

const SENTENCES: Record<RestoreRefused['reason'], (count: number) => readonly [zh: string, en: string]> = {
  manifest: () => [
    '该文件夹中没有可读的备份清单 manifest.json。',
    'There is no readable manifest.json in that folder.',
  ],
  signature: () => [
    '备份清单不是由本机密钥签名的。请先放回该备份所属的 var/secrets。',
    'The manifest was not signed with the keys of this machine. Put back the var/secrets that belong to this backup first.',
  ],
  altered: () => [
    '备份文件与其签名清单不符，已损坏或被改动。',
    'The copy differs from its signed manifest: it is damaged or was changed.',
  ],
  chain: (id) => [
    `备份中的审计链在第 ${id} 号记录处不成立。`,
    `The audit chain in the backup does not hold at record ${id}.`,
  ],
  checkpoint: (id) => [
    `备份与另行保存的检查点不符（第 ${id} 号记录）。`,
    `The backup does not match the checkpoint that was kept elsewhere (record ${id}).`,
  ],
  gap: (count) => [
    `此备份之后还有 ${count} 条审计记录；镜像中有的会放回，其余将从数据库中消失。若镜像完好，请加 --replay-mirror（一条不少才恢复）；若接受缺失，请加 --accept-gap。`,
    `${count} audit records were written after this backup; those in the mirror are put back, the others will be missing from the database. Where the mirror is whole, run it again with --replay-mirror, which restores only if none is missing; to accept a loss, with --accept-gap.`,
  ],
}

const folder = asTyped(given)
const stateDir = requireSecrets()
if (!values.check) claimState(stateDir)
try {
  const kept = values.checkpoint
    ? checkpointSchema.parse(JSON.parse(readFileSync(asTyped(values.checkpoint), 'utf8')))
    : null
  if (values.check) {
    const { manifest, lost, changes } = await checkBackup(folder, kept)
    say(
      `此备份可以恢复：${manifest.at}，审计链完整，至第 ${manifest.upToId} 号记录；其后还有 ${lost} 条。未作任何改动。`,
      `This backup can be restored: ${manifest.at}; its audit chain holds up to record ${manifest.upToId}; ${lost} later records are known. Nothing was changed.`,
    )
    process.stdout.write(changesText(changes))
    process.exit(0)
  }
  const { manifest, lost, replayed, aside, missing, changes } = await restoreBackup(folder, {
    kept,
    acceptGap: values['accept-gap'],
    replayMirror: values['replay-mirror'],
    ...whoAccepts(values),
  })
  say(
    `已恢复 ${manifest.at} 的备份，审计链完整，至第 ${manifest.upToId} 号记录；其后从镜像放回 ${replayed} 条，缺失 ${lost} 条。`,
    `Restored the backup of ${manifest.at}; its audit chain holds up to record ${manifest.upToId}; ${replayed} later records were put back from the mirror, ${lost} are missing.`,
  )
  if (missing.length > 0) {
    say(
      `以下院内资料的原件缺失，段落仍可检索，请重新上传原件：${missing.join('；')}`,
      `The originals of these documents of the library are missing; their passages can still be found. Upload them again: ${missing.join('; ')}`,
    )
  }
  process.stdout.write(changesText(changes))
  if (aside) say(`原数据库保存在 ${aside}。`, `The replaced database is kept in ${aside}.`)
  say(
    '所有会话已结束，应急账号已停用；其余为备份当时的状态，请按上面的清单核对。下一步：npm start（会记录这次恢复）',
    'All sessions have ended and the emergency account is off; all else is as it was at the backup: go through the list above. Next: npm start, which records the restore.',
  )
} catch (error) {
  if (error instanceof RestoreRefused) {
    const [zh, en] = SENTENCES[error.reason](error.count)
    fail(`未恢复，数据未改动：${zh}`, `Not restored, nothing was changed: ${en}`)
  }
  throw error
}
