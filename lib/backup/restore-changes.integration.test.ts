import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { followTrail } from '@/lib/audit/mirror'
import { recordStart, recordStop } from '@/lib/audit/record-boundary'
import { recordAlone } from '@/lib/audit/record-event'
import { verifyChain } from '@/lib/audit/verify-chain'
import { checkTrail } from '@/lib/audit/watch-trail'
import { authEvents } from '@/lib/auth/events'
import { makeBackup } from '@/lib/backup/make-backup'
import { checkBackup, restoreBackup } from '@/lib/backup/restore-backup'
import { db } from '@/lib/db/client'
import { libraryEvents } from '@/lib/library/events'
import { rightsEvents } from '@/lib/rights/events'
import { templatesEvents } from '@/lib/templates/events'
import { resetProcess } from '@/lib/testing/process-parts'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

/** A restore tells what it takes back, and gives back the records that the mirror holds before anything is served. */
const SHA256 = 'a'.repeat(64)
const OTHER_SHA256 = 'b'.repeat(64)
const ID = `c${'1'.repeat(24)}`
const who = { name: '孙洁', reason: 'backup_restored' } as const
let state: TestState
let backups: string
beforeEach(() => {
  state = createTestState()
  backups = mkdtempSync(path.join(tmpdir(), 'innerward-backups-'))
  resetProcess('audit-mirror', 'trail-watch')
})
afterEach(async () => {
  await state.remove()
  rmSync(backups, { recursive: true, force: true })
})
const only = (): string => path.join(backups, readdirSync(backups)[0] ?? '')
const file = (): string => path.join(state.dir, 'innerward.db')

async function disconnect(): Promise<void> {
  await (await db()).$disconnect()
  resetProcess('db')
}

/** What people change in the hour after an upgrade. */
async function change(userId: string): Promise<void> {
  const actor = { userId, departmentId: null, displayName: '李明' }
  const common = { outcome: 'ok', actor } as const
  await recordAlone({
    ...common,
    event: authEvents['roles.changed'],
    detail: { userId, before: ['doctor'], after: ['doctor', 'auditor'] },
  })
  const template = { scope: 'hospital', version: 2, sha256: SHA256 } as const
  await recordAlone({
    ...common,
    event: templatesEvents['template.changed'],
    detail: { ...template, templateId: ID },
  })
  // One that comes with the portal comes again by itself; one that was refused changed nothing.
  await recordAlone({
    ...common,
    event: templatesEvents['template.changed'],
    detail: { ...template, builtIn: true },
  })
  await recordAlone({
    ...common,
    event: rightsEvents['user.disabled'],
    outcome: 'failed',
    detail: { userId },
  })
  const proposed = { documentId: ID, editionId: ID, departmentId: null, sha256: SHA256, format: 'pdf' }
  await recordAlone({
    ...common,
    event: libraryEvents['library.proposed'],
    detail: { ...proposed, passages: 1, listed: 0, ticked: 0 },
  })
  // Outside the portal: a key that is changed on the server, and a release that is withdrawn and must not come back unseen.
  await recordAlone({
    event: libraryEvents['library.key_renewed'],
    outcome: 'ok',
    actor: null,
    detail: { former: SHA256, fingerprint: OTHER_SHA256, reason: 'exposed', name: '王磊' },
  })
  await recordAlone({
    ...common,
    event: rightsEvents['model.release_withdrawn'],
    modelId: 'medgemma-4b',
    modelSha256: SHA256,
    detail: { binding: SHA256 },
  })
}

const told = (changes: readonly { kind: string; event: string; what: string; by: string }[]) =>
  changes.map(({ kind, event, what, by }) => [kind, event, what, by].join(' '))

/** A portal that was upgraded, used for an hour and stopped. */
async function usedAfterBackup(): Promise<{ userId: string; newest: number }> {
  await recordStart()
  const { userId } = await person('li', 'doctor')
  await makeBackup(backups, { trigger: 'command' })
  await change(userId)
  await recordStop()
  await followTrail()
  const { id } = await (await db()).auditEvent.findFirstOrThrow({ orderBy: { id: 'desc' } })
  await disconnect()
  return { userId, newest: id }
}

test('what was changed since is listed before and after, and the mirror is back before anything is served', async () => {
  const { userId, newest } = await usedAfterBackup()
  const { displayName } = await (await db()).user.findUniqueOrThrow({ where: { id: userId } })
  await disconnect()
  const listed = [
    `rights roles.changed ${displayName} 李明`,
    `templates template.changed ${ID} 李明`,
    `documents library.proposed ${ID} 李明`,
    `keys library.key_renewed ${OTHER_SHA256} 王磊`,
    'models model.release_withdrawn medgemma-4b 李明',
  ]
  expect(told((await checkBackup(only())).changes)).toEqual(listed)
  const { changes, lost, replayed } = await restoreBackup(only(), { ...who, replayMirror: true })
  expect(told(changes)).toEqual(listed)
  expect({ lost, replayed: replayed > 0 }).toEqual({ lost: 0, replayed: true })

  // The mark of the trail's height accepts what was put back: nothing waits for a person.
  resetProcess('audit-mirror', 'trail-watch')
  expect(await checkTrail()).toBeNull()
  await recordStart()
  const restored = await (await db()).auditEvent.findFirstOrThrow({ where: { event: 'backup.restored' } })
  expect(restored.id).toBe(newest + 1)
  expect(JSON.parse(restored.detail ?? '')).toMatchObject({ ...who, lost: 0, replayed })
  // And a signed checkpoint covers both.
  const checkpoint = await (await db()).auditCheckpoint.findFirstOrThrow({ orderBy: { id: 'desc' } })
  expect(checkpoint.upToId).toBeGreaterThan(restored.id)
  expect(await verifyChain()).toMatchObject({ ok: true, gaps: [] })
})

test('a database that a newer version has rebuilt is put aside all the same; what it does not name is told by its id', async () => {
  const { userId } = await usedAfterBackup()
  const newer = new Database(file())
  newer.exec('ALTER TABLE AuditEvent ADD COLUMN "later" TEXT; ALTER TABLE User RENAME TO Person;')
  newer.close()
  const { changes, lost } = await restoreBackup(only(), { ...who, replayMirror: true })
  expect(lost).toBe(0)
  expect(told(changes)[0]).toBe(`rights roles.changed ${userId} 李明`)
  expect(await checkTrail()).toBeNull()
})

test('where the database is gone the mirror tells what was changed', async () => {
  await usedAfterBackup()
  rmSync(file())
  expect((await checkBackup(only())).changes).toHaveLength(5)
})
