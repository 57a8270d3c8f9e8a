import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { changeModel, lastModelChange } from '@/lib/admin/change-model'
import { readModels } from '@/lib/admin/list-models'
import type { Actor } from '@/lib/auth/permissions'
import { db } from '@/lib/db/client'
import type { GenerateEvent, GenerateRequest } from '@/lib/inference/contract'
import { engine } from '@/lib/inference/generate'
import { person } from '@/lib/testing/people'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'

const ROOT = process.cwd()
const OTHER = 'other-00001-of-00003.gguf'
const PATIENCE = { timeout: 120_000, interval: 100 }

let state: TestState
let folder: string
let admin: Actor

/** An installation with the demo model, the same one under another name, and a file that is no model. */
function installation(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'innerward-models-'))
  const models = path.join(root, 'models')
  const demo = path.join(ROOT, 'models', 'demo')
  mkdirSync(models)
  cpSync(path.join(ROOT, 'models', 'manifest.json'), path.join(models, 'manifest.json'))
  symlinkSync(demo, path.join(models, 'demo'))
  for (const shard of readdirSync(demo).filter((name) => name.endsWith('.gguf'))) {
    symlinkSync(path.join(demo, shard), path.join(models, shard.replace('gemma-3-270m-iq4nl', 'other')))
  }
  writeFileSync(path.join(models, 'zz-broken.gguf'), 'not a model')
  return root
}

beforeAll(async () => {
  folder = installation()
  process.chdir(folder)
  state = createTestState({ CPU_THREADS: '1', MAX_PARALLEL: '1', GPU: 'off', CONTEXT_TOKENS: '4096' })
  admin = await person('sysadmin', 'system_admin')
  await vi.waitUntil(() => engine().status().state === 'ready', PATIENCE)
})

afterAll(async () => {
  await engine().shutdown()
  process.chdir(ROOT)
  await state.remove()
  rmSync(folder, { recursive: true, force: true })
})

const ask = (): GenerateRequest => ({
  userId: 'a',
  departmentId: null,
  conversationId: randomUUID(),
  priority: 'interactive',
  locale: 'en',
  system: 'You are a reference assistant for ward doctors.',
  turns: [],
  question: 'What is gout?',
})

async function answer(onEvent: (event: GenerateEvent) => void = () => undefined) {
  let last: GenerateEvent | null = null
  for await (const event of engine().generate(ask(), new AbortController().signal)) {
    onEvent(event)
    last = event
  }
  return last
}

const change = (file: string, drainSeconds = 60) =>
  changeModel({ file, drainSeconds }, { actor: admin, requestId: randomUUID() })
const settled = async (file: string) => {
  const phase = async () => (await readModels()).phase
  await vi.waitUntil(async () => lastModelChange()?.file === file && (await phase()) === 'idle', PATIENCE)
  return lastModelChange()?.result
}
const inUse = async () => (await readModels()).models.find((model) => model.inUse)?.file

test('the running answer ends, nobody asks meanwhile, and the chosen model answers', async () => {
  await change('demo/gemma-3-270m-iq4nl-00001-of-00003.gguf')
  expect(await settled('demo/gemma-3-270m-iq4nl-00001-of-00003.gguf')).toBe('changed')
  let begun = (): void => undefined
  const writing = new Promise<void>((resolve) => {
    begun = resolve
  })
  const running = answer(({ type }) => {
    if (type === 'thought') begun()
  })
  await writing
  await change(OTHER)
  await vi.waitUntil(async () => (await readModels()).phase !== 'idle', PATIENCE)
  await expect(engine().measure(ask())).rejects.toMatchObject({ code: 'model_changing' })
  await expect(change(OTHER)).rejects.toMatchObject({ code: 'conflict' })
  expect(await running).toMatchObject({ type: 'done' })
  expect(await settled(OTHER)).toBe('changed')
  expect(await inUse()).toBe(OTHER)
  expect(await engine().measure(ask())).toMatchObject({ tokensOver: 0 })
}, 240_000)

test('a model that cannot be loaded gives way to the former one', async () => {
  await change('zz-broken.gguf')
  expect(await settled('zz-broken.gguf')).toBe('rolled_back')
  expect(await inUse()).toBe(OTHER)
  expect(engine().status().state).toBe('ready')
})

test('each change is in the trail, first as asked for and then as it ended', async () => {
  const rows = await (
    await db()
  ).auditEvent.findMany({ where: { event: 'model.changed' }, orderBy: { id: 'asc' } })
  const told = rows.map(({ detail }) => (JSON.parse(detail ?? '{}') as { result: string }).result)
  expect(told.slice(-4)).toEqual(['requested', 'changed', 'requested', 'rolled_back'])
})

test('only a model of the folder can be chosen, and none while MODEL_PATH sets it', async () => {
  await expect(change('../secrets/session')).rejects.toMatchObject({ code: 'not_found' })
  setTestEnv({ MODEL_PATH: '/some/model.gguf' })
  await expect(change(OTHER)).rejects.toMatchObject({ code: 'model_fixed' })
  setTestEnv({ MODEL_PATH: undefined })
})
