import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'
import {
  modelNames,
  randomBytesOf,
  sha256,
  testEntry,
  testProject,
  writeWheels,
  type TestSource,
} from '@/lib/testing/model-files'
import { ModelServer } from '@/lib/testing/model-server'
import { until, within } from '@/lib/testing/wait'

const SIZE = 700_000
const FILE = randomBytesOf(SIZE, 4)
const ROOT = path.resolve(import.meta.dirname, '..')

let project: ReturnType<typeof testProject>
afterEach(() => rmSync(project.root, { recursive: true }))

/** `npm run model:get -- tiny` in a process of its own. */
function run(env: Record<string, string> = {}) {
  const call = { root: project.root, stateDir: project.stateDir, argv: ['tiny'] }
  const code = `import { runModelGet } from '@/commands/run-model-get'
    await runModelGet({ ...${JSON.stringify(call)}, env: process.env })`
  const child = spawn(process.execPath, [...typeScriptFlags(ROOT), '--input-type=module', '-e', code], {
    env: {
      NODE_ENV: 'production',
      PATH: process.env['PATH'],
      PIP_NO_INDEX: '1',
      HOME: '/nonexistent',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const seen = { text: '' }
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => (seen.text += text.toString()))
  }
  return { child, seen, exit: once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]> }
}
const partial = () => path.join(project.stateDir, 'downloads', `${sha256(FILE)}.partial`)
const placed = () => path.join(project.models, 'tiny.gguf')
function sizeNow(): number {
  const file = [partial(), placed()].find((each) => existsSync(each))
  return file ? statSync(file).size : 0
}
const use = (source: TestSource) =>
  (project = testProject(testEntry({ 'tiny.gguf': { bytes: FILE, sources: [source] } })))

async function endsWell(env?: Record<string, string>) {
  const { exit, seen } = run(env)
  const [code] = await within('the last run to end', exit, () => seen.text)
  expect(seen.text).toContain('matches its checksum')
  expect(code).toBe(0)
  expect(sha256(readFileSync(placed()))).toBe(sha256(FILE))
  expect(modelNames(project.models)).toEqual(['tiny.gguf'])
  expect(readdirSync(path.join(project.stateDir, 'downloads'))).toEqual([])
}

test('a download from a server that is killed again and again goes on from each point', async () => {
  const server = await ModelServer.start({ 'tiny.gguf': FILE })
  use({ kind: 'url', url: `${server.url}/tiny.gguf` })
  let before = 0
  for (const more of [1, 4095, 60_000, 131_072, 300_000]) {
    server.faults = { holdAfter: more }
    const { child, exit, seen } = run()
    const wanted = before + more
    await until(`${wanted} bytes on disk; ${seen.text}`, sizeNow, (size) => size === wanted)
    expect(modelNames(project.models)).toEqual([])
    child.kill('SIGKILL')
    await exit
    expect(server.requests.at(-1)?.range).toBe(before === 0 ? undefined : `bytes=${before}-`)
    before = wanted
  }
  server.faults = {}
  await endsWell()
  await server.close()
})

test.each(['SIGINT', 'SIGTERM'] as const)('%s stops it and says how to go on', async (signal) => {
  const server = await ModelServer.start({ 'tiny.gguf': FILE })
  use({ kind: 'url', url: `${server.url}/tiny.gguf` })
  server.faults = { holdAfter: 1000 }
  const { child, exit, seen } = run()
  await until('1000 bytes on disk', sizeNow, (size) => size === 1000)
  child.kill(signal)
  const [code] = await within('the download to stop', exit, () => seen.text)
  expect(code).toBe(130)
  expect(seen.text).toContain('To go on: npm run model:get -- tiny')
  expect(sizeNow()).toBe(1000)
  server.faults = {}
  await endsWell()
  await server.close()
})

test('a download of wheels that is killed loses at most the one at work', async () => {
  const wheels = path.join(testProject().root, 'wheels')
  const source = writeWheels(wheels, FILE, 200_000)
  use(source)
  const env = { PIP_FIND_LINKS: wheels }
  for (const parts of [1, 2, 3]) {
    const { child, exit, seen } = run(env)
    await until(`${parts} parts on disk; ${seen.text}`, sizeNow, (size) => size >= parts * 200_000)
    child.kill('SIGKILL')
    await exit
    // The last part may have come before the signal did.
    if (parts < 3) expect(modelNames(project.models)).toEqual([])
    rmSync(path.join(wheels, `innerward_test_part${parts}-1.0-py3-none-any.whl`), { force: true })
  }
  await endsWell(env)
  rmSync(path.dirname(wheels), { recursive: true })
})
