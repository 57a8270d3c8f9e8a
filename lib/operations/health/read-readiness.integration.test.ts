import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readReadiness } from '@/lib/operations/health/read-readiness'
import { installEngine, installPart, resetProcess } from '@/lib/testing/process-parts'
import { startSlapd } from '@/lib/testing/slapd'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'

let state: TestState
beforeEach(() => {
  state = createTestState({ LDAP_URL: undefined })
  installEngine()
})
afterEach(async () => {
  resetProcess('engine', 'write-probe', 'directory-answers', 'database-answers')
  await state.remove()
})

const from = (address: string) =>
  new Request('http://localhost/api/readyz', { headers: { 'x-innerward-client': address } })
const here = from('127.0.0.1')
const well = (answers: Record<'write-probe' | 'directory-answers', unknown>) => {
  for (const [part, value] of Object.entries(answers)) {
    installPart(part as 'write-probe', { at: performance.now(), last: { value }, asking: null })
  }
}
const up = { up: true, took: 0.01 }

test('with every part well it is ready', async () => {
  well({ 'write-probe': true, 'directory-answers': up })
  expect(await readReadiness(here)).toMatchObject({ status: 'ready' })
})

test('a full disk and an engine that is not there fail, a directory that is down degrades', async () => {
  well({ 'write-probe': false, 'directory-answers': up })
  expect(await readReadiness(here)).toMatchObject({ status: 'failed' })
  well({ 'write-probe': true, 'directory-answers': { up: false, took: 3 } })
  const degraded = await readReadiness(here)
  expect(degraded.status).toBe('degraded')
  expect(degraded.parts?.filter(({ state: each }) => each !== 'ok')).toEqual([
    { part: 'directory', state: 'degraded', reason: 'does_not_answer' },
  ])
  const engine = installEngine()
  const status = { ...engine.status(), state: 'failed', failure: 'out_of_memory' } as const
  installEngine(Object.assign(engine, { status: () => status }))
  well({ 'write-probe': true, 'directory-answers': up })
  expect(await readReadiness(here)).toMatchObject({ status: 'failed' })
})

test('a model file that is gone degrades at once, not at the next start', async () => {
  well({ 'write-probe': true, 'directory-answers': up })
  const file = path.join(state.dir, 'clinical.gguf')
  writeFileSync(file, 'GGUF')
  setTestEnv({ MODEL_PATH: undefined })
  vi.stubEnv('MODEL_AT_START', file)
  expect(await readReadiness(here)).toMatchObject({ status: 'ready' })
  rmSync(file)
  const gone = await readReadiness(here)
  expect(gone.status).toBe('degraded')
  expect(gone.parts).toContainEqual({ part: 'engine', state: 'degraded', reason: 'model_file_gone' })
  vi.unstubAllEnvs()
})

test('which part it is is told to this machine alone', async () => {
  well({ 'write-probe': true, 'directory-answers': up })
  expect((await readReadiness(here)).parts).toHaveLength(6)
  expect(await readReadiness(from('10.1.2.3'))).toEqual({ status: 'ready' })
})

test('a directory that really answers is up', async () => {
  const slapd = await startSlapd()
  await state.remove()
  state = createTestState(slapd.env)
  expect(await readReadiness(here)).toMatchObject({ status: 'ready' })
  await slapd.stop()
})
