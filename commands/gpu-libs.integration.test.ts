import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'
import { zip } from '@/lib/testing/zip'
import { fetchGpuLibraries, LICENCE, type Table, type Wheel } from '@/lib/inference/gpu/fetch-gpu-libs'
import pinned from '@/commands/gpu-libs.json'

const ROOT = path.resolve(import.meta.dirname, '..')
const TERMS = 'You may use this library in a test.\n'
const LIBRARIES = ['libcublas.so.13', 'libcublasLt.so.13', 'libcudart.so.13']
const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex')

let folder: string
let from: string
let stateDir: string
let table: Table
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gpu-libs-'))
  from = path.join(folder, 'stick')
  stateDir = path.join(folder, 'var')
  mkdirSync(from)
  const wheels = [
    makeWheel('runtime', { 'libcudart.so.13': 'runtime '.repeat(1000) }),
    makeWheel('blas', {
      'libcublas.so.13': 'blas '.repeat(5000),
      'libcublasLt.so.13': 'light '.repeat(9000),
    }),
  ]
  table = { cuda: 'test', glibc: '2.27', terms: { name: 'Test licence', sha256: sha256(TERMS) }, wheels }
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** A tiny wheel on the stick, and its row of the table. */
function makeWheel(name: string, libraries: Readonly<Record<string, string>>): Wheel {
  const licence = `${name}.dist-info/licenses/License.txt`
  const file = `${name}-1.0-py3-none-any.whl`
  const members = Object.entries(libraries).map(([library, content]) => ({
    name: `nvidia/lib/${library}`,
    content,
  }))
  const archive = zip([{ name: licence, content: TERMS }, ...members])
  writeFileSync(path.join(from, file), archive)
  const rows = members.map((one) => ({
    member: one.name,
    bytes: one.content.length,
    sha256: sha256(one.content),
  }))
  const about = { package: name, version: '1.0', platform: 'any', file, licence, libraries: rows }
  return { ...about, bytes: archive.length, sha256: sha256(archive) }
}

let shown: string[] = []
function fetchThem(accepted = true): Promise<string> {
  shown = []
  return fetchGpuLibraries({
    table,
    stateDir,
    downloads: false,
    by: 'tester',
    obtain: (wheel) => path.join(from, wheel.file),
    agree: ({ text }) => shown.push(text) > 0 && accepted,
  })
}
const inState = () => readdirSync(stateDir).sort()
const installed = () => readdirSync(path.join(stateDir, 'gpu-libs')).sort()
const accepted = () => readFileSync(path.join(stateDir, 'accepted-terms.json'), 'utf8')

test('the libraries are put in place, whole, with the terms and who accepted them', async () => {
  expect(await fetchThem()).toBe('installed')
  expect(installed()).toEqual(LIBRARIES)
  for (const { member, sha256: expected } of table.wheels.flatMap(({ libraries }) => libraries)) {
    expect(sha256(readFileSync(path.join(stateDir, 'gpu-libs', path.basename(member))))).toBe(expected)
  }
  expect(shown).toEqual([TERMS])
  expect(readFileSync(path.join(stateDir, LICENCE), 'utf8')).toBe(TERMS)
  expect(JSON.parse(accepted())).toMatchObject({
    ...{ subject: 'nvidia-cuda-test', termsName: 'Test licence', termsSha256: sha256(TERMS), by: 'tester' },
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
  })
  expect(inState()).toEqual([LICENCE, 'accepted-terms.json', 'gpu-libs'])
  expect(await fetchThem()).toBe('present')
})

test('one that was altered later is put right, and the terms are not asked for again', async () => {
  await fetchThem()
  writeFileSync(path.join(stateDir, 'gpu-libs', 'libcublas.so.13'), 'other')
  expect(await fetchThem()).toBe('installed')
  expect(shown).toEqual([])
  expect(readFileSync(path.join(stateDir, 'gpu-libs', 'libcublas.so.13'), 'utf8')).toMatch(/^blas /)
})

test('terms that are not accepted end it: nothing is installed, nothing recorded', async () => {
  await expect(fetchThem(false)).rejects.toThrow(/was not accepted and nothing was installed/)
  expect(inState()).toEqual([LICENCE])
})

const spoil = (edit: (content: Buffer) => Buffer) => {
  const file = path.join(from, 'blas-1.0-py3-none-any.whl')
  writeFileSync(file, edit(readFileSync(file)))
}
test.each([
  { what: 'altered', edit: (content: Buffer) => content.fill(0, 100, 101) },
  { what: 'cut off', edit: (content: Buffer) => content.subarray(0, -1) },
])('a wheel that is $what is refused by name, and nothing is installed', async ({ edit }) => {
  spoil(edit)
  await expect(fetchThem()).rejects.toMatchObject({
    zh: expect.stringContaining('blas-1.0-py3-none-any.whl 缺失、不完整或与清单的 SHA-256 不符') as string,
    en: expect.stringContaining('not the one listed') as string,
  })
  expect(inState()).not.toContain('gpu-libs')
})

test('a wheel that is not on the stick is named', async () => {
  rmSync(path.join(from, 'blas-1.0-py3-none-any.whl'))
  await expect(fetchThem()).rejects.toThrow(/blas-1.0-py3-none-any.whl is missing/)
})

test('a library, or terms, of another hash than listed are refused', async () => {
  const [, blas] = table.wheels
  if (blas?.libraries[1]) blas.libraries[1].sha256 = sha256('another')
  await expect(fetchThem()).rejects.toThrow(/libcublasLt.so.13 does not have the SHA-256 listed/)
  expect(inState()).toEqual([LICENCE, 'accepted-terms.json'])
  table.terms.sha256 = sha256('other terms')
  await expect(fetchThem()).rejects.toThrow(/License.txt does not have the SHA-256 listed/)
})

test('killed in the middle, nothing half is in place, and the next run clears up', async () => {
  const request = `{ table: ${JSON.stringify(table)}, stateDir: ${JSON.stringify(stateDir)}, downloads: false, by: 'tester',
    obtain: (wheel) => ${JSON.stringify(from)} + '/' + wheel.file, agree: () => true,
    onFile: (name) => { if (name === 'libcublas.so.13') process.kill(process.pid, 'SIGKILL') } }`
  const program = `import('@/lib/inference/gpu/fetch-gpu-libs').then((m) => m.fetchGpuLibraries(${request}))`
  const run = spawn(process.execPath, [...typeScriptFlags(ROOT), '--eval', program], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  expect(await once(run, 'exit')).toEqual([null, 'SIGKILL'])
  expect(inState()).toEqual([LICENCE, 'accepted-terms.json', `gpu-libs.partial-${run.pid}`])
  expect(await fetchThem()).toBe('installed')
  expect(inState()).toEqual([LICENCE, 'accepted-terms.json', 'gpu-libs'])
  expect(installed()).toEqual(LIBRARIES)
})

// The backend is prebuilt, and so installed, for x64 only; elsewhere the runner reports the test as skipped.
test.runIf(process.arch === 'x64')('the pinned table lists what the prebuilt backend wants', () => {
  const listed = pinned.wheels.flatMap(({ libraries }) =>
    libraries.map(({ member }) => path.basename(member)),
  )
  expect(listed.sort()).toEqual(LIBRARIES)
  const backend = 'node_modules/@node-llama-cpp/linux-x64-cuda/bins/linux-x64-cuda/libggml-cuda.so'
  const wanted = new Set(
    readFileSync(path.join(ROOT, backend), 'latin1').match(/libcu(dart|blas)\.so\.\d+(?=\0)/g),
  )
  expect([...wanted].sort()).toEqual(['libcublas.so.13', 'libcudart.so.13'])
})

function runCommand(...args: string[]) {
  const env = { ...process.env, STATE_DIR: stateDir }
  return spawnSync(process.execPath, ['scripts/run.mjs', 'commands/gpu-libs.ts', ...args], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  })
}

test('the command says in both languages what is wrong', () => {
  const missing = runCommand('--anyway', '--accept-terms', '--from', from)
  expect(missing.status).toBe(1)
  const onX64 = /nvidia_cuda_runtime-13\.0\.96.*缺失.*\n.*is missing/
  expect(missing.stderr).toMatch(process.arch === 'x64' ? onX64 : /没有预编译的 CUDA 模块.*\n.*is prebuilt/)
  const unknown = runCommand('--force')
  expect(unknown.status).toBe(1)
  expect(unknown.stderr).toMatch(/用法：npm run gpu:libs/)
})
