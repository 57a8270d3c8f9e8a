import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gpuLibraryPath } from '@/lib/inference/gpu/gpu-library-path'

let dir: string
let stateDir: string
let root: string
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'gpu-libraries-'))
  stateDir = path.join(dir, 'state')
  root = path.join(dir, 'release', 'app')
  for (const folder of [stateDir, root]) mkdirSync(folder, { recursive: true })
})
afterEach(() => {
  rmSync(dir, { recursive: true })
})

test('without fetched libraries the environment stays as it is', () => {
  expect(gpuLibraryPath({ LD_LIBRARY_PATH: '/usr/local/cuda/lib64' }, { stateDir, root })).toEqual({})
})

test.each([
  { before: undefined, after: '' },
  { before: '', after: '' },
  { before: '/usr/local/cuda/lib64', after: ':/usr/local/cuda/lib64' },
])('fetched libraries are looked for first, before "$before"', ({ before, after }) => {
  mkdirSync(path.join(stateDir, 'gpu-libs'))
  const env = { LD_LIBRARY_PATH: before }
  expect(gpuLibraryPath(env, { stateDir, root })).toEqual({ LD_LIBRARY_PATH: `${stateDir}/gpu-libs${after}` })
})

test('a release of the variant with CUDA brings them, and fetched ones come before', () => {
  mkdirSync(path.join(dir, 'release', 'gpu-libs'))
  expect(gpuLibraryPath({}, { stateDir, root })).toEqual({ LD_LIBRARY_PATH: `${dir}/release/gpu-libs` })
  mkdirSync(path.join(stateDir, 'gpu-libs'))
  expect(gpuLibraryPath({}, { stateDir, root })).toEqual({ LD_LIBRARY_PATH: `${stateDir}/gpu-libs` })
})
