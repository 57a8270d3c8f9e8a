import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { KeptSteps } from './kept-steps'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'innerward-steps-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const NOW = { build: 'a', boot: 'b', options: 'c' }
const open = (now = NOW) => new KeptSteps(path.join(folder, 'steps.json'), now)

test('a later call goes on with what was measured', async () => {
  await open().run('1 portal 4', () => Promise.resolve(7))
  const later = open()
  await later.run('2 portal 4', () => Promise.resolve(9))
  expect([later.has('1 portal 4'), later.has('3 portal 4')]).toEqual([true, false])
  expect(open().results('2 portal', z.number())).toEqual([9])
})

test.each([
  ['sources', { build: 'x' }],
  ['a boot', { boot: 'x' }],
  ['options', { options: 'x' }],
])('results of other %s are never joined', async (_, other) => {
  await open().run('one', () => Promise.resolve(1))
  expect(() => open({ ...NOW, ...other })).toThrow(/--anew/)
})
