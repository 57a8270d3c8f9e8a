import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import table from '@/commands/gpu-libs.json'
import { wrongLibraries } from '@/deploy/bundle/cuda-libraries'
import { makeBundle } from '@/deploy/bundle/make-bundle'

/** What the variant with CUDA adds to a bundle, made of a project of a few bytes: the real one holds 1.2 GB of NVIDIA's libraries. */
const ROOT = path.resolve(import.meta.dirname, '../..')
const LIBRARIES = ['libcublas.so.13', 'libcublasLt.so.13', 'libcudart.so.13']
const BACKENDS = ['linux-x64', 'linux-x64-cuda', 'linux-x64-cuda-ext']
const able = ['zstd', 'dpkg'].every((program) => spawnSync(program, ['--version']).status === 0)
if (!able) process.stdout.write('deploy/bundle/cuda-variant: skipped because zstd or dpkg is not installed\n')

let dir: string
beforeEach(() => (dir = mkdtempSync(path.join(tmpdir(), 'innerward-cuda-'))))
afterEach(() => rmSync(dir, { recursive: true }))

function put(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(dir, name)), { recursive: true })
  writeFileSync(path.join(dir, name), text)
}

/** A project with what every bundle needs and the three backends of llama.cpp. */
function project(): string {
  const packages = BACKENDS.map((name) => [`node_modules/@node-llama-cpp/${name}`, { version: '3.22.1' }])
  put('root/package.json', '{"name":"innerward","version":"0.2.0"}')
  put('root/package-lock.json', JSON.stringify({ packages: Object.fromEntries(packages) as object }))
  for (const name of BACKENDS) put(`root/node_modules/@node-llama-cpp/${name}/bins/llama.so`, name)
  for (const name of ['node', 'prisma', 'next']) put(`root/node_modules/.bin/${name}`, '')
  put('root/node_modules/.prisma/client/index.js', '')
  put('root/node_modules/node-llama-cpp/llama/llama.cpp.info.json', '{"tag":"b1"}')
  for (const name of ['json', 'js']) put(`root/.next/required-server-files.${name}`, '{}')
  put('root/models/catalogue.json', '{"models":[]}')
  put('root/models/demo/demo.gguf', '')
  cpSync(path.join(ROOT, 'deploy/install'), path.join(dir, 'root/deploy/install'), { recursive: true })
  return path.join(dir, 'root')
}

const order = { version: '0.2.0', builtAt: '2026-11-29T00:00:00Z', commit: null, releaseKey: null, level: 1 }

/** The bundle unpacked, and its payload below it. */
async function made(cuda: boolean) {
  const root = project()
  for (const name of LIBRARIES) put(`gpu-libs/${name}`, name)
  const libraries = { folder: path.join(dir, 'gpu-libs'), wheels: table.wheels }
  const { file } = await makeBundle({ ...order, root, out: dir, cuda: cuda ? libraries : null })
  const folder = path.join(dir, 'unpacked')
  mkdirSync(path.join(folder, 'payload'), { recursive: true })
  const untar = (...args: string[]) => expect(spawnSync('tar', args).status).toBe(0)
  untar('-I', 'zstd', '-xf', file, '-C', folder, '--strip-components=1')
  untar('-xf', path.join(folder, 'payload.tar'), '-C', path.join(folder, 'payload'))
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, 'payload', name), 'utf8'))
  const bill = read('sbom.cdx.json') as { components: { purl?: string }[] }
  return {
    file: path.basename(file),
    variant: (read('app/release.json') as { variant: string }).variant,
    libraries: LIBRARIES.filter((name) => existsSync(path.join(folder, 'gpu-libs', name))),
    backends: BACKENDS.filter((name) =>
      existsSync(path.join(folder, 'payload/app/node_modules/@node-llama-cpp', name, 'bins/llama.so')),
    ),
    wheels: bill.components.filter(({ purl = '' }) => purl.startsWith('pkg:pypi/')).length,
    sums: readFileSync(path.join(folder, 'SHA256SUMS'), 'utf8'),
  }
}

test.runIf(able)(
  'the variant with CUDA carries its libraries and backends, says so, and lists them',
  async () => {
    const bundle = await made(true)
    expect(bundle).toMatchObject({
      file: 'innerward-0.2.0-linux-x64-cuda.tar.zst',
      variant: 'cuda',
      libraries: LIBRARIES,
      backends: BACKENDS,
      wheels: table.wheels.length,
    })
    for (const name of LIBRARIES) expect(bundle.sums).toContain(`gpu-libs/${name}`)
  },
)

test.runIf(able)('the ordinary bundle carries nothing of CUDA', async () => {
  expect(await made(false)).toMatchObject({
    file: 'innerward-0.2.0-linux-x64.tar.zst',
    variant: 'cpu',
    libraries: [],
    backends: ['linux-x64'],
    wheels: 0,
  })
})

test('only the pinned libraries are taken: one that is missing or another one is named', async () => {
  const folder = path.join(dir, 'gpu-libs')
  const [runtime] = table.wheels.flatMap(({ libraries }) => libraries)
  expect(path.basename(runtime?.member ?? '')).toBe('libcudart.so.13')
  expect((await wrongLibraries(folder)).sort()).toEqual(LIBRARIES)
  for (const name of LIBRARIES) put(`gpu-libs/${name}`, 'another')
  expect((await wrongLibraries(folder)).sort()).toEqual(LIBRARIES)
  expect(createHash('sha256').update('another').digest('hex')).not.toBe(runtime?.sha256)
})
