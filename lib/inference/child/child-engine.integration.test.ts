import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ChildEngine } from '@/lib/inference/child/child-engine'
import { planRestart } from '@/lib/inference/child/restart-plan'
import { startChild } from '@/lib/inference/child/child-process'
import { bestConfinement, confined, ENGINE_UID, type Confinement } from '@/lib/inference/child/confine'
import { SECTION_IDS } from '@/lib/inference/contract'
import { beginAnswer, collectEvents, questionOf } from '@/lib/testing/ask-engine'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'
import { until } from '@/lib/testing/wait'
import { bundleEngine } from '@/boot/build/bundle-engine'

const ROOT = path.resolve(import.meta.dirname, '../../..')

let state: TestState
let folder: string
let bundle: string
let engine: ChildEngine
let pid = 0

const ask = (question: string, userId = 'a') => questionOf(question, { userId })
const untilState = (wanted: string) =>
  until(
    `the engine process to be ${wanted}`,
    () => engine.status().state,
    (now) => now === wanted,
  )

beforeAll(async () => {
  folder = mkdtempSync(path.join(ROOT, 'node_modules', '.innerward-child-'))
  chmodSync(folder, 0o755)
  bundle = path.join(folder, 'engine-child.mjs')
  await bundleEngine(ROOT, bundle)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function open(): Promise<void> {
  state = createTestState({
    CPU_THREADS: '1',
    MAX_PARALLEL: '1',
    GPU: 'off',
    ENGINE_SILENCE_SECONDS: undefined,
    ENGINE_MEMORY_MIB: undefined,
  })
  const launch = () => {
    const started = startChild(bundle)
    pid = started.child.pid ?? 0
    return started
  }
  // The wait of an engine that is down, shortened.
  engine = new ChildEngine(launch, (crashes) => {
    const plan = planRestart(crashes)
    return plan.down ? { ...plan, delayMs: 3000 } : plan
  })
  engine.start()
  await untilState('ready')
}

async function close(): Promise<void> {
  await engine.shutdown()
  await state.remove()
}

describe('a process that is sound', () => {
  beforeAll(open)
  afterAll(close)

  test('an answer comes whole through the process boundary', async () => {
    const { finished } = engine.stats().runs
    const events = await collectEvents(engine, ask('What is gout?'))
    const sections = events.flatMap((event) => (event.type === 'section' ? [event.data.id] : []))
    expect(sections).toEqual([...SECTION_IDS])
    expect(events.at(-1)?.type).toBe('done')
    await expect.poll(() => engine.stats().runs.finished).toBe(finished + 1)
    expect(await engine.measure(ask('x'))).toMatchObject({ tokensOver: 0 })
  })

  test('the process has no network', () => {
    const devices = readFileSync(`/proc/${pid}/net/dev`, 'utf8').split('\n').slice(2)
    expect(devices.map((line) => line.split(':')[0]?.trim()).filter(Boolean)).toEqual(['lo'])
    expect(readFileSync(`/proc/${pid}/net/route`, 'utf8').trim().split('\n')).toHaveLength(1)
  })

  test('the process knows no secret of the portal', () => {
    const names = readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .map((pair) => pair.split('=')[0])
    expect(names.filter((name) => /LDAP|NEXTAUTH|SECRET|PASSWORD/.test(name ?? ''))).toEqual([])
  })

  test('the process is another user where the portal is root, without a capability', () => {
    expect(engine.status().notices).toEqual([])
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const user = process.getuid?.() === 0 ? ENGINE_UID : process.getuid?.()
    expect(/^Uid:\t(\d+)/m.exec(status)?.[1]).toBe(String(user))
    expect(
      [...status.matchAll(/^Cap(?:Prm|Eff|Bnd):\t(\w+)/gm)].map(([, caps]) => BigInt(`0x${caps}`)),
    ).toEqual([0n, 0n, 0n])
  })

  test('a signal opens no inspector in the process, which goes on', async () => {
    process.kill(pid, 'SIGUSR1')
    expect(await engine.measure(ask('x'))).toMatchObject({ tokensOver: 0 })
    const listening = readFileSync(`/proc/${pid}/net/tcp`, 'utf8')
      .split('\n')
      .filter((line) => / 0A /.test(line))
    expect(listening).toEqual([])
    const threads = readdirSync(`/proc/${pid}/task`)
    const names = threads.map((id) => readFileSync(`/proc/${pid}/task/${id}/comm`, 'utf8').trim())
    expect(names.filter((name) => /inspector/i.test(name))).toEqual([])
  })

  test('a stop ends an answer', async () => {
    const stop = new AbortController()
    const answer = beginAnswer(engine, ask('What is sepsis?'), stop.signal)
    await answer.heard('section')
    stop.abort()
    expect((await answer.ended).at(-1)).toMatchObject({ type: 'done', data: { outcome: 'stopped' } })
  })
})

/** What a program tells that tries, in a confinement, to read files and to reach a server of this machine. */
async function attempt(confinement: Confinement, files: readonly string[]): Promise<Record<string, string>> {
  const server = createServer((socket) => socket.end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const program = `
    const told = {}
    for (const file of ${JSON.stringify(files)}) {
      try { told[file] = require('node:fs').readFileSync(file, 'utf8') === '' ? 'empty' : 'read' } catch (error) { told[file] = error.code }
    }
    const end = (reached) => process.stdout.write(JSON.stringify({ ...told, network: reached }), () => process.exit())
    require('node:net').connect(${port}, '127.0.0.1').on('connect', () => end('reached')).on('error', () => end('cut'))`
  const [command = '', ...args] = confined([process.execPath, '-e', program], confinement)
  const { stdout } = await promisify(execFile)(command, args)
  server.close()
  return JSON.parse(stdout) as Record<string, string>
}

test('what runs in the confinement reads no key of the portal and reaches nobody; outside it, it would', async () => {
  state = createTestState({ LDAP_BIND_PASSWORD_FILE: undefined })
  const password = path.join(folder, 'bind-password')
  writeFileSync(password, 'secret')
  const models = path.join(state.dir, 'models')
  mkdirSync(models)
  const inModels = path.join(models, 'model.gguf')
  writeFileSync(inModels, 'x')
  // Whatever umask the tests run under.
  for (const file of [password, inModels]) chmodSync(file, 0o644)
  chmodSync(models, 0o755)
  setTestEnv({ LDAP_BIND_PASSWORD_FILE: password })
  const keys = [
    ...readdirSync(path.join(state.dir, 'secrets')).map((name) => path.join('secrets', name)),
    'innerward.db',
  ]
  const hidden = keys.map((name) => path.join(state.dir, name))
  const files = [...hidden, password, inModels]
  const open = await attempt('none', files)
  expect(open).toEqual({ ...Object.fromEntries(files.map((file) => [file, 'read'])), network: 'reached' })
  const best = bestConfinement([process.execPath])
  for (const confinement of new Set<Confinement>([best, 'same_user'])) {
    expect(await attempt(confinement, files), confinement).toEqual({
      ...Object.fromEntries(hidden.map((file) => [file, 'ENOENT'])),
      [password]: expect.stringMatching(/^(empty|EACCES)$/) as string,
      [inModels]: 'read',
      network: 'cut',
    })
  }
  expect(best).toBe('full')
  expect(bestConfinement([path.join(folder, 'is-not-there')])).toBe('none')
  setTestEnv({ LDAP_BIND_PASSWORD_FILE: undefined })
  await state.remove()
})

test('an administrator is told where the machine gives no namespaces', async () => {
  state = createTestState({ CPU_THREADS: '1', MAX_PARALLEL: '1', GPU: 'off' })
  engine = new ChildEngine(() => startChild(bundle, 'none'))
  engine.start()
  await untilState('ready')
  expect(engine.status().notices).toContainEqual({ code: 'engine_unconfined', params: {} })
  await close()
})

describe('a process that fails', () => {
  beforeEach(open)
  afterEach(close)

  test('a crash ends the answer being written, and the one that waits is answered afterwards', async () => {
    const first = beginAnswer(engine, ask('What is gout?', 'a'))
    await first.heard('section')
    const second = beginAnswer(engine, ask('What is asthma?', 'b'))
    await second.heard('queued')
    process.kill(pid, 'SIGKILL')
    await expect(first.ended).rejects.toMatchObject({ code: 'engine_restarted' })
    await expect(engine.measure(ask('x'))).rejects.toMatchObject({ code: 'model_loading' })
    expect((await second.ended).at(-1)).toMatchObject({ type: 'done' })
    expect(engine.stats().faults.restarts).toBe(1)
  })

  test('a process that hangs is ended and started again', async () => {
    const answer = beginAnswer(engine, ask('What is anaemia?'))
    await answer.heard('section')
    setTestEnv({ ENGINE_SILENCE_SECONDS: '2' })
    process.kill(pid, 'SIGSTOP')
    await expect(answer.ended).rejects.toMatchObject({ code: 'engine_restarted' })
    setTestEnv({ ENGINE_SILENCE_SECONDS: undefined })
    await untilState('ready')
    expect(engine.stats().faults.restarts).toBe(1)
  })

  test('a process over its memory limit is ended, is down after a third crash in a row, and is tried again', async () => {
    setTestEnv({ ENGINE_MEMORY_MIB: '256' })
    await untilState('failed')
    expect(engine.stats().faults.restarts).toBe(3)
    await expect(engine.measure(ask('x'))).rejects.toMatchObject({ code: 'model_unavailable' })
    expect(engine.status().notices).toContainEqual({ code: 'engine_crash_loop', params: { minutes: 0 } })
    setTestEnv({ ENGINE_MEMORY_MIB: undefined })
    await untilState('ready')
  })
})
