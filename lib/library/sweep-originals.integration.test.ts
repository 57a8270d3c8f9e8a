import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { makeBackup } from '@/lib/backup/make-backup'
import { db } from '@/lib/db/client'
import { receiveBytes } from '@/lib/http/receive-file'
import { closeIndex } from '@/lib/library/keep-index'
import { holding, keepOriginal, originalPath } from '@/lib/library/originals'
import { readStorage } from '@/lib/library/read-storage'
import { sweepOriginals } from '@/lib/library/sweep-originals'
import { stopReaders } from '@/lib/quarantine/readers'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'
import { DAY } from '@/lib/shared/durations'
import type { Actor } from '@/lib/shared/actor'
import { decide, libraryPeople, POTASSIUM, proposeText } from '@/lib/testing/library-edition'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const ROOT = path.resolve(import.meta.dirname, '../..')

let state: TestState
let chen: Actor
let zhao: Actor
beforeEach(async () => {
  state = createTestState()
  ;({ chen, zhao } = await libraryPeople())
})
afterEach(async () => {
  await closeIndex()
  await state.remove()
})
afterAll(stopReaders)

const DAYS_AGO = new Date(Date.now() - 2 * DAY)
const there = (sha256: string) => existsSync(originalPath(sha256))
const shaOf = async (id: string) =>
  (await (await db()).libraryEdition.findUniqueOrThrow({ where: { id } })).sha256
/** An original without a row, written so long ago. */
async function orphan(text: string, at = DAYS_AGO): Promise<string> {
  const file = await receiveBytes(Buffer.from(text))
  await keepOriginal(file)
  utimesSync(originalPath(file.sha256), at, at)
  return file.sha256
}

test('what a portal that was killed left between file and row goes once it is a day old', async () => {
  const worker = [...typeScriptFlags(ROOT), 'lib/testing/orphan-worker.ts']
  const child = spawn(process.execPath, worker, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  const said = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  child.kill('SIGKILL')
  await once(child, 'exit')
  const sha256 = String(said[0])
  expect(there(sha256)).toBe(true)
  expect(await readStorage()).toMatchObject({ originals: { files: 1, unused: 1, unusedBytes: 50 } })
  expect(await sweepOriginals()).toBe(0)
  expect(there(sha256)).toBe(true)
  utimesSync(originalPath(sha256), DAYS_AGO, DAYS_AGO)
  expect(await sweepOriginals()).toBe(1)
  expect(there(sha256)).toBe(false)
  expect(await readStorage()).toMatchObject({ originals: { files: 0, unused: 0, unusedBytes: 0 } })
})

test('none goes that an edition refers to, whatever its state, nor one that is just being proposed', async () => {
  const proposed = await proposeText(chen)
  const retired = await proposeText(chen, { text: `${POTASSIUM}\n\n甲版。` })
  await decide(retired.editionId, 'approve', zhao)
  await decide(retired.editionId, 'retire', zhao)
  const kept = [await shaOf(proposed.editionId), await shaOf(retired.editionId)]
  for (const sha256 of kept) utimesSync(originalPath(sha256), DAYS_AGO, DAYS_AGO)
  const coming = await orphan('coming')
  await holding([coming], async () => {
    expect(await sweepOriginals()).toBe(0)
  })
  expect([...kept, coming].every(there)).toBe(true)
  expect(await sweepOriginals()).toBe(1)
  expect(there(coming)).toBe(false)
  const folder = path.join(state.dir, 'backups')
  mkdirSync(folder)
  const { originals } = await makeBackup(folder, { trigger: 'command' })
  expect(new Set(originals)).toEqual(new Set(kept))
})

test('of two who propose the same file at once one fails, and takes nothing from the other', async () => {
  const outcomes = await Promise.allSettled([proposeText(chen), proposeText(zhao)])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const [row] = await (await db()).libraryEdition.findMany({})
  expect(there(row?.sha256 ?? '')).toBe(true)
})
