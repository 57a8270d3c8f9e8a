import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'
import { modelNames, randomBytesOf, sha256, testEntry, testProject } from '@/lib/testing/model-files'
import { ModelServer } from '@/lib/testing/model-server'
import { until, within } from '@/lib/testing/wait'
import { isTrial, offerEvaluationModel } from '@/boot/model/first-model'

const ROOT = path.resolve(import.meta.dirname, '../..')
const FILE = randomBytesOf(50_000, 7)
const ENV = { PATH: process.env['PATH'], PIP_NO_INDEX: '1', HOME: '/nonexistent' }
/** A stand-in for the machine's free disk and memory. */
const ROOMY = { freeBytes: () => 1e12, freeMemory: () => 1e12 }
/** Longer than an answer takes here; a source that hangs ends the probe through `probeMs` in its own test. */
const probeMs = 300_000

let server: ModelServer
let project: ReturnType<typeof testProject>
let said: string
beforeEach(async () => {
  server = await ModelServer.start({ 'tiny.gguf': FILE })
  const sources = [{ kind: 'url' as const, url: `${server.url}/tiny.gguf` }]
  project = testProject(testEntry({ 'tiny.gguf': { bytes: FILE, sources } }))
  said = ''
})
afterEach(async () => {
  await server.close()
  rmSync(project.root, { recursive: true })
})

const offer = (more: Partial<Parameters<typeof offerEvaluationModel>[0]> = {}) =>
  offerEvaluationModel({
    root: project.root,
    stateDir: project.stateDir,
    env: ENV,
    probe: ROOMY,
    probeMs,
    say: (zh, en) => (said += `${zh}\n${en}\n`),
    out: { write: (text) => (said += text) },
    ...more,
  })

test.each([
  [{}, true],
  [{ CI: 'false' }, true],
  [{ MODEL_PATH: '/models/x.gguf' }, false],
  [{ ENGINE: 'remote' }, false],
  [{ LDAP_URL: 'ldaps://dc' }, false],
  [{ EVALUATION_MODEL: 'off' }, false],
  [{ CI: 'true' }, false],
  [{ NODE_ENV: 'test' }, false],
])('with %j a start is a trial: %s', (env, trial) => {
  mkdirSync(path.join(project.models, 'demo'))
  writeFileSync(path.join(project.models, 'demo', 'demo.gguf'), '')
  expect(isTrial(project.root, env)).toBe(trial)
  writeFileSync(path.join(project.models, 'hospital.GGUF'), '')
  expect(isTrial(project.root, env)).toBe(false)
})

test('the evaluation model is named for what it is and fetched once', async () => {
  await offer()
  expect(said).toContain('供试用，不得用于临床')
  expect(said).toContain('not for clinical use). To skip: EVALUATION_MODEL=off or Ctrl-C.')
  expect(modelNames(project.models)).toEqual(['tiny.gguf'])
  const before = said
  await offer()
  expect(said).toBe(before)
})

test.each<[string, () => Parameters<typeof offer>[0]]>([
  [
    'No source of it can be reached',
    () => {
      server.faults = { mode: 'absent' }
      return {}
    },
  ],
  [
    'No source of it can be reached',
    () => {
      server.faults = { mode: 'hangs' }
      return { probeMs: 50 }
    },
  ],
  ['of free memory; there are 2.0 GiB', () => ({ probe: { ...ROOMY, freeMemory: () => 2 * 1024 ** 3 } })],
  ['Too little disk space', () => ({ probe: { ...ROOMY, freeBytes: () => 1000 } })],
])('%s: one sentence, and the start goes on with the bundled model', async (sentence, provoke) => {
  await offer(provoke())
  expect(said).toContain(sentence)
  expect(said).toContain('The bundled demo model is used instead.')
  expect(modelNames(project.models)).toEqual([])
})

test('one Ctrl-C, which npm doubles, skips it, and what was fetched is kept', async () => {
  server.faults = { holdAfter: 1000 }
  const call = { root: project.root, stateDir: project.stateDir, env: ENV, probeMs }
  const code = `import { offerEvaluationModel } from '@/boot/model/first-model'
    await offerEvaluationModel({ ...${JSON.stringify(call)}, probe: { freeBytes: () => 1e12, freeMemory: () => 1e12 } })
    process.kill(process.pid, 'SIGINT')
    console.log('the start goes on')`
  const child = spawn(process.execPath, [...typeScriptFlags(ROOT), '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (more: Buffer) => (text += more.toString()))
  }
  const partial = path.join(project.stateDir, 'downloads', `${sha256(FILE)}.partial`)
  await until(`1000 bytes on disk; ${text}`, () => existsSync(partial) && statSync(partial).size === 1000)
  const exit = once(child, 'exit')
  child.kill('SIGINT')
  const [status] = (await within('the start to go on', exit, () => text)) as [number | null]
  expect(text).toContain('The evaluation model is skipped')
  expect(text).toContain('the start goes on')
  expect(status).toBe(0)
  expect(modelNames(project.models)).toEqual([])
})
