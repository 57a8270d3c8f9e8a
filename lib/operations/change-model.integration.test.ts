import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { changeModel, lastModelChange } from '@/lib/operations/change-model'
import { readModels } from '@/lib/operations/list-models'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { engine } from '@/lib/inference/generate'
import { beginAnswer, questionOf, readAnswer } from '@/lib/testing/ask-engine'
import { DEMO_MODEL } from '@/lib/testing/demo-model'
import { person } from '@/lib/testing/people'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'
import { until } from '@/lib/testing/wait'
import { writeChoice } from '@/lib/inference/models/check-model'

const ROOT = process.cwd()
const DEMO = `demo/${path.basename(DEMO_MODEL)}`
const OTHER = 'other-00001-of-00003.gguf'
const BROKEN = 'zz-broken.gguf'
/** Longer than any answer takes on a busy machine. */
const DRAIN_SECONDS = 600

let state: TestState
let folder: string
let admin: Actor

/** An installation with the demo model, the same one under another name, and a file that is no model. */
function installation(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'innerward-models-'))
  const models = path.join(root, 'models')
  const demo = path.join(ROOT, 'models', 'demo')
  mkdirSync(models)
  cpSync(path.join(ROOT, 'models', 'catalogue.json'), path.join(models, 'catalogue.json'))
  symlinkSync(demo, path.join(models, 'demo'))
  for (const shard of readdirSync(demo).filter((name) => name.endsWith('.gguf'))) {
    symlinkSync(path.join(demo, shard), path.join(models, shard.replace('gemma-3-270m-iq4nl', 'other')))
  }
  writeFileSync(path.join(models, BROKEN), 'GGUF and nothing that follows')
  return root
}

beforeAll(async () => {
  folder = installation()
  process.chdir(folder)
  state = createTestState({
    MODEL_PATH: undefined,
    CPU_THREADS: '1',
    MAX_PARALLEL: '1',
    GPU: 'off',
    CONTEXT_TOKENS: '4096',
  })
  // A file that no catalogue knows would otherwise go first.
  writeChoice(state.dir, DEMO)
  admin = await person('sysadmin', 'system_admin')
  await until(
    'the model to be ready',
    () => engine().status().state,
    (now) => now === 'ready',
  )
})

afterAll(async () => {
  await engine().shutdown()
  process.chdir(ROOT)
  await state.remove()
  rmSync(folder, { recursive: true, force: true })
})

const ask = () => questionOf('What is gout?')
const change = (file: string) =>
  changeModel({ file, drainSeconds: DRAIN_SECONDS }, { actor: admin, requestId: randomUUID() })
const phase = async () => (await readModels()).phase
const inUse = async () => (await readModels()).models.find((model) => model.inUse)?.file
const told = async () => {
  const where = { event: 'model.changed' }
  const rows = await (await db()).auditEvent.findMany({ where, orderBy: { id: 'asc' } })
  return rows.map(({ detail }) => (JSON.parse(detail ?? '{}') as { result: string }).result)
}

/** What a change came to that was asked for when `records` of changes were in the trail: its own two come last. */
async function resultAfter(records: number) {
  await until('the record of how the change ended', told, ({ length }) => length >= records + 2)
  await until('the end of the change', phase, (now) => now === 'idle')
  return lastModelChange()?.result
}

/** Changes the model and returns what the change came to. */
async function changeTo(file: string) {
  const { length } = await told()
  await change(file)
  return resultAfter(length)
}

beforeEach(async () => {
  if ((await inUse()) !== DEMO) expect(await changeTo(DEMO)).toBe('changed')
})

test('the running answer ends, nobody asks meanwhile, and the chosen model answers', async () => {
  const { length } = await told()
  const answer = beginAnswer(engine(), ask())
  await answer.heard('started')
  await change(OTHER)
  await until('the change to begin', phase, (now) => now !== 'idle')
  await expect(engine().measure(ask())).rejects.toMatchObject({ code: 'model_changing' })
  await expect(change(OTHER)).rejects.toMatchObject({ code: 'conflict' })
  expect(readAnswer(await answer.ended).result.outcome).not.toBe('stopped')
  expect(await resultAfter(length)).toBe('changed')
  expect(await inUse()).toBe(OTHER)
  expect(await engine().measure(ask())).toMatchObject({ tokensOver: 0 })
})

test('a model that cannot be loaded gives way to the former one', async () => {
  expect(await changeTo(BROKEN)).toBe('rolled_back')
  expect(await inUse()).toBe(DEMO)
  expect(engine().status().state).toBe('ready')
})

test('each change is in the trail, first as asked for and then as it ended', async () => {
  const { length } = await told()
  await changeTo(OTHER)
  await changeTo(BROKEN)
  expect((await told()).slice(length)).toEqual(['requested', 'changed', 'requested', 'rolled_back'])
})

test('only a model of the folder can be chosen, and none while MODEL_PATH sets it', async () => {
  await expect(change('../secrets/session')).rejects.toMatchObject({ code: 'not_found' })
  setTestEnv({ MODEL_PATH: '/some/model.gguf' })
  await expect(change(OTHER)).rejects.toMatchObject({ code: 'model_fixed' })
  setTestEnv({ MODEL_PATH: undefined })
})
