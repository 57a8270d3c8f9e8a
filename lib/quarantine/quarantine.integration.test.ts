import { createServer } from 'node:net'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { UNCHANGED } from '@/lib/clinical/medication/hospital-tables'
import { builtInTables } from '@/lib/clinical/medication/medication-tables'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { readCase } from '@/lib/quarantine/read-case'
import type { ReadDocument } from '@/lib/quarantine/protocol'
import type { TaskLimits } from '@/lib/quarantine/reader'
import { ReaderPool, type PoolOptions } from '@/lib/quarantine/reader-pool'
import { readersNetworkIsCut, startReader } from '@/lib/quarantine/start-reader'
import { installPart } from '@/lib/testing/process-parts'
import { pathologicalFiles } from '@/lib/testing/pathological-files'
import { findInMemory } from '@/lib/testing/search-memory'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import { until } from '@/lib/testing/wait'

const MIB = 1024 * 1024
const LIMITS: TaskLimits = { cpuSeconds: 30, totalCpuSeconds: 120, silentSeconds: 300, residentMiB: 1024 }
const OPTIONS: PoolOptions = {
  size: 2,
  waiting: { interactive: 8, background: 100 },
  waitingInAll: 100,
  limits: { interactive: LIMITS, background: LIMITS },
  tables: () => [],
  medication: () => Promise.resolve(UNCHANGED),
}
const asked = { person: 'u1', priority: 'interactive' } as const
const TEXT = '65岁男性，胸痛2小时，血钾5.8mmol/L。'
const CASE = { text: TEXT, locale: 'zh-CN', earlier: [], switchedOff: [] } as const

let state: TestState
let pools: ReaderPool[]
beforeEach(() => {
  state = createTestState()
  pools = []
})
afterEach(() => {
  for (const pool of pools) pool.stop()
  return state.remove()
})

function poolOf(changes: Partial<PoolOptions> = {}): ReaderPool {
  const pool = new ReaderPool({ ...OPTIONS, ...changes })
  pools.push(pool)
  return pool
}

/** Reads a file in a reader, with what it told on the way. */
async function read(pool: ReaderPool, name: string, bytes: Buffer, signal?: AbortSignal) {
  const items: ReadDocument[] = []
  const budget = { documents: 2000, bytes: 200 * MIB, fileBytes: 20 * MIB }
  await pool.run(
    'readUpload',
    { name, bytes, budget, locale: 'zh-CN' },
    {
      ...{ person: 'u1', priority: 'background', onItems: (told) => items.push(...told) },
      ...(signal ? { signal } : {}),
    },
  )
  return items
}

test('a reader says of a question what the rules say', async () => {
  const output = await poolOf().run('readCase', CASE, asked)
  expect(output).toEqual(
    readCase(TEXT, { dictionary: builtInDictionary(), tables: builtInTables(), locale: 'zh-CN' }),
  )
})

test('the hospital’s own terms hold in every task of a reader', async () => {
  const row = { code: 'I21.900x991', name: '院内专用诊断甲' }
  const table = {
    kind: 'icd10',
    title: 't',
    version: '1',
    importedAt: '2026-01-01T00:00:00.000Z',
    rows: [row],
  }
  const pool = poolOf({ tables: () => [table as unknown as ReturnType<PoolOptions['tables']>[number]] })
  const text = '出院诊断：院内专用诊断甲'
  const { terms } = await pool.run('readCase', { ...CASE, text }, asked)
  expect(terms.map(({ surface, icd10 }) => [surface, icd10])).toEqual([['院内专用诊断甲', 'I21.900x991']])
  const { values } = await pool.run('extract', { text }, asked)
  expect(values).toMatchObject([{ field: 'diagnosis', code: 'I21.900x991' }])
})

test('a reader may read no file, start nothing, know no setting and reach no network', async () => {
  const probe = path.join(state.dir, 'probe.cjs')
  const secret = path.join(state.dir, 'secrets', 'audit-chain')
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  // A reader that was taken over: it does what it is told by its bundle, in place of the real one.
  writeFileSync(
    probe,
    `const tries = {
      read: () => require('fs').readFileSync(${JSON.stringify(secret)}),
      memory: () => require('fs').readFileSync('/proc/' + process.ppid + '/environ'),
      write: () => require('fs').writeFileSync(${JSON.stringify(path.join(state.dir, 'x'))}, 'x'),
      start: () => require('child_process').execFileSync('/bin/true'),
      thread: () => new (require('worker_threads').Worker)('1', { eval: true }),
      code: () => new Function('return 1')(),
      inspect: () => require('inspector').open(0),
      network: () => new Promise((resolve, reject) =>
        require('net').connect(${port}, '127.0.0.1').once('connect', resolve).once('error', reject)),
    }
    const outcome = async (work) => { try { await work(); return 'allowed' } catch (error) { return error.code ?? error.name } }
    process.on('message', async () => {
      const told = {}
      for (const [name, work] of Object.entries(tries)) told[name] = await outcome(work)
      process.send({ ...told, environment: Object.keys(process.env), nice: require('os').getPriority() })
    })`,
  )
  installPart('reader-bundle', () => Promise.resolve(probe))
  const child = await startReader()
  const told = await new Promise((resolve) => {
    child.once('message', resolve)
    child.send({})
  })
  child.kill('SIGKILL')
  server.close()
  expect(told).toEqual({
    ...{ read: 'ERR_ACCESS_DENIED', memory: 'ERR_ACCESS_DENIED', write: 'ERR_ACCESS_DENIED' },
    ...{ start: 'ERR_ACCESS_DENIED', thread: 'ERR_ACCESS_DENIED', code: 'EvalError' },
    inspect: 'ERR_ACCESS_DENIED',
    network: readersNetworkIsCut() ? 'ENETUNREACH' : 'allowed',
    ...{ environment: [], nice: getPriority() },
  })
})

test('whether the network is cut is what the machine allows', () => {
  const { status } = spawnSync('unshare', ['--net', '--map-root-user', '--', 'true'])
  expect(readersNetworkIsCut()).toBe(status === 0)
})

test.each(pathologicalFiles())(
  '%s is read within limits or refused alone, and the next file is read',
  async (_, name, bytes, expected) => {
    const pool = poolOf()
    const items = await read(pool, name, bytes)
    expect(items.length).toBeLessThan(2100)
    expect(items.at(-1)).toMatchObject(expected)
    expect(await read(pool, 'a.txt', Buffer.from('出院诊断：肺炎'))).toMatchObject([
      { text: '出院诊断：肺炎' },
    ])
  },
)

test('a reader that is killed in the middle of a file costs that file, and what it told before stays', async () => {
  const pool = poolOf({ size: 1 })
  const text = '出院诊断：肺炎，患者好转出院。'.repeat(2000)
  const bytes = Buffer.from(Array.from({ length: 400 }, () => JSON.stringify(text)).join('\n'))
  const items: ReadDocument[] = []
  const budget = { documents: 2000, bytes: 200 * MIB, fileBytes: 200 * MIB }
  const input = { name: 'a.jsonl', bytes, budget, locale: 'zh-CN' as const }
  const reading = pool.run('readUpload', input, {
    ...{ person: 'u1', priority: 'background' },
    onItems: (told) => {
      items.push(...told)
      for (const pid of pool.pids()) process.kill(pid, 'SIGKILL')
    },
  })
  await expect(reading).rejects.toMatchObject({ code: 'text_too_complex' })
  expect(items.length).toBeGreaterThan(0)
  expect(items.length).toBeLessThan(400)
  expect((await pool.run('readCase', CASE, asked)).terms.length).toBeGreaterThan(0)
})

test.each<[string, Partial<TaskLimits>]>([
  ['processor time', { cpuSeconds: 0.2 }],
  ['processor time in all', { totalCpuSeconds: 0.2 }],
  ['memory', { residentMiB: 10 }],
])('a task that takes too much %s is given up with a sentence, and the pool goes on', async (_, limit) => {
  const limits = { interactive: { ...LIMITS, ...limit }, background: LIMITS }
  const pool = poolOf({ size: 1, limits })
  const long = { ...CASE, text: TEXT.repeat(40_000) }
  await expect(pool.run('readCase', long, asked)).rejects.toMatchObject({
    code: 'text_too_complex',
    status: 422,
  })
  const { output } = {
    output: await pool.run('extract', { text: '出院诊断：肺炎' }, { ...asked, priority: 'background' }),
  }
  expect(output.values).toHaveLength(1)
})

test('a file never takes the last reader, and people take turns', async () => {
  const pool = poolOf()
  const order: string[] = []
  const big = Buffer.from(Array.from({ length: 100 }, () => JSON.stringify(TEXT.repeat(400))).join('\n'))
  const note = (name: string) => () => order.push(name)
  await pool.run('readCase', CASE, asked)
  const files = [1, 2, 3].map((i) => read(pool, 'a.jsonl', big).then(note(`file ${i}`)))
  const checks = [1, 2, 3].map(() => pool.run('readCase', CASE, asked).then(note('check')))
  await Promise.all([...files, ...checks])
  expect(order).toEqual(['check', 'check', 'check', 'file 1', 'file 2', 'file 3'])
})

test('more than may wait is refused with the seconds to wait, of one person and of all', async () => {
  const pool = poolOf({ waiting: { interactive: 2, background: 2 }, waitingInAll: 3 })
  const ask = (person: string) => pool.run('readCase', CASE, { ...asked, person })
  const first = ['a', 'a', 'b'].map(ask)
  await expect(ask('a')).rejects.toMatchObject({ code: 'too_many_requests', status: 429 })
  await expect(ask('c')).rejects.toMatchObject({ code: 'readers_busy', params: { retryAfterSeconds: 2 } })
  await Promise.all(first)
})

test('what nobody waits for any more is answered at once, and a file is not read on', async () => {
  const pool = poolOf({ size: 1 })
  const controller = new AbortController()
  const big = Buffer.from(Array.from({ length: 2000 }, () => JSON.stringify(TEXT.repeat(2000))).join('\n'))
  const reading = read(pool, 'a.jsonl', big, controller.signal)
  await pool.run('readCase', CASE, asked).catch(() => undefined)
  controller.abort()
  await expect(reading).rejects.toMatchObject({ code: 'superseded' })
  expect((await pool.run('readCase', CASE, asked)).facts.length).toBeGreaterThan(0)
})

test('without a reader that starts, everything is refused with a sentence', async () => {
  installPart('reader-bundle', () => Promise.resolve(path.join(state.dir, 'none.cjs')))
  await expect(poolOf().run('readCase', CASE, asked)).rejects.toMatchObject({
    code: 'readers_unavailable',
    status: 503,
  })
})

test('what a reader has read goes with its process, and the next text is read by another', async () => {
  const pool = poolOf({ size: 1 })
  const word = `zq${randomBytes(12).toString('hex')}`
  await pool.run('readCase', { ...CASE, text: `${TEXT}${word}` }, asked)
  const [former = 0] = pool.pids()
  expect(findInMemory(former, word).length).toBeGreaterThan(0)
  pool.renew()
  const [other = 0] = await until(
    'another reader to be there',
    () => pool.pids(),
    (pids) => pids.length === 1 && pids[0] !== former,
  )
  expect(findInMemory(other, word)).toEqual([])
  pool.renew()
  await pool.run('readCase', CASE, asked)
  expect(pool.pids()).toEqual([other])
})

test('while readers are replaced a text is read at once, by one that was there', async () => {
  const pool = poolOf({ size: 1 })
  await pool.run('readCase', CASE, asked)
  const [former = 0] = pool.pids()
  pool.renew()
  await pool.run('readCase', CASE, asked)
  expect(pool.pids()).toEqual([former])
  await until(
    'the former reader to be replaced',
    () => pool.pids(),
    (pids) => pids.length === 1 && pids[0] !== former,
  )
})

test('what was read goes with its reader even where no other can be started', async () => {
  const pool = poolOf({ size: 1 })
  await pool.run('readCase', CASE, asked)
  installPart('reader-bundle', () => Promise.resolve(path.join(state.dir, 'none.cjs')))
  pool.renew()
  await until(
    'every reader to be gone',
    () => pool.pids(),
    (pids) => pids.length === 0,
  )
})

test('files are read behind everything else, and what somebody waits for is not', async () => {
  const pool = poolOf()
  const own = getPriority()
  await pool.run('readCase', CASE, asked)
  await read(pool, 'a.txt', Buffer.from('出院诊断：肺炎'))
  await read(pool, 'b.txt', Buffer.from('出院诊断：肺炎'))
  await pool.run('readCase', CASE, asked)
  // A reader that has read is replaced, so that for a moment there may be one.
  const pids = await until(
    'a reader of each kind',
    () => pool.pids(),
    (some) => some.length === 2,
  )
  expect(pids.map((pid) => getPriority(pid)).sort((a, b) => a - b)).toEqual([own, 10])
})
