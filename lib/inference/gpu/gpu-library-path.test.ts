import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gpuLibraryPath } from '@/lib/inference/gpu/gpu-library-path'

let stateDir: string
beforeEach(() => {
  stateDir = mkdtempSync(path.join(tmpdir(), 'state-'))
})
afterEach(() => {
  rmSync(stateDir, { recursive: true })
})

test('without fetched libraries the environment stays as it is', () => {
  expect(gpuLibraryPath({ LD_LIBRARY_PATH: '/usr/local/cuda/lib64' }, stateDir)).toEqual({})
})

test.each([
  { before: undefined, after: '' },
  { before: '', after: '' },
  { before: '/usr/local/cuda/lib64', after: ':/usr/local/cuda/lib64' },
])('fetched libraries are looked for first, before "$before"', ({ before, after }) => {
  mkdirSync(path.join(stateDir, 'gpu-libs'))
  const env = { LD_LIBRARY_PATH: before }
  expect(gpuLibraryPath(env, stateDir)).toEqual({ LD_LIBRARY_PATH: `${stateDir}/gpu-libs${after}` })
})
