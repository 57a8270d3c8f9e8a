import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { auditEvents } from '@/lib/audit/events'
import { recordAlone } from '@/lib/audit/record-event'
import { verifyChain } from '@/lib/audit/verify-chain'
import { createBackupPlace, disconnect } from '@/lib/testing/backup-place'

const ROOT = path.resolve(import.meta.dirname, '../..')
let backups: string
let only: () => string
beforeEach(() => {
  const place = createBackupPlace()
  ;({ backups, only } = place)
  return place.remove
})

const who = { name: '孙洁', reason: 'backup_restored' } as const
async function write(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    await recordAlone({ event: auditEvents['system.stopped'], outcome: 'ok', actor: null })
  }
}
const npm = (command: string, ...args: string[]) => {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const [, ...words] = (scripts[command] ?? '').split(' ')
  const options = { cwd: ROOT, encoding: 'utf8' as const, env: { ...process.env } }
  const { status, stdout, stderr } = spawnSync(process.execPath, [...words, ...args], options)
  return { status, text: `${stdout}${stderr}` }
}

test('the commands back up beside a running portal and restore a stopped one, each with a plain sentence', async () => {
  await write(3)
  expect(npm('backup')).toMatchObject({
    status: 1,
    text: expect.stringContaining('Name one folder') as string,
  })
  expect(npm('backup', backups, '--with-keys')).toMatchObject({
    status: 1,
    text: expect.stringContaining('Keys are never in a backup') as string,
  })
  const made = npm('backup', backups)
  expect(made).toMatchObject({ status: 0, text: expect.stringContaining('Backed up') as string })
  await write(1)
  await disconnect()
  expect(npm('restore', only(), '--name', who.name, '--reason', who.reason)).toMatchObject({
    status: 1,
    text: expect.stringContaining('2 audit records were written after this backup') as string,
  })
  const named = ['--name', who.name, '--reason', who.reason]
  for (const wrong of [
    [],
    ['--name', 'a\nb', '--reason', who.reason],
    ['--name', who.name, '--reason', 'because'],
  ]) {
    const { status, text } = npm('restore', only(), '--accept-gap', ...wrong)
    expect({ status, text }).toMatchObject({
      status: 1,
      text: expect.stringContaining('Say who does') as string,
    })
  }
  const checked = npm('restore', only(), '--check')
  const restored = npm('restore', only(), '--accept-gap', ...named)
  expect([checked.status, restored.status]).toEqual([0, 0])
  expect(checked.text).toContain('Nothing was changed')
  expect(restored.text).toContain('its audit chain holds up to record 3')
  expect(await verifyChain()).toMatchObject({ ok: true, records: 3 })
  expect(npm('restore', '/nowhere', ...named).text).toContain('no readable manifest.json')
  for (const { text } of [made, restored]) expect(text).not.toMatch(/\n\s+at /)
})
