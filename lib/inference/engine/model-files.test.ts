import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { filesChanged, identify } from './model-files'

let folder: string
const file = (name: string) => path.join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'innerward-files-'))
  writeFileSync(file('a.gguf'), 'weights')
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each([
  { what: 'left alone', change: () => undefined, changed: false },
  { what: 'written over', change: () => writeFileSync(file('a.gguf'), 'other weights'), changed: true },
  {
    what: 'replaced by another of the same size',
    change: () => {
      writeFileSync(file('b.gguf'), 'weightz')
      renameSync(file('b.gguf'), file('a.gguf'))
    },
    changed: true,
  },
  { what: 'removed', change: () => rmSync(file('a.gguf')), changed: true },
])('$what', ({ change, changed }) => {
  const known = identify([file('a.gguf')])
  change()
  expect(filesChanged(known)).toBe(changed)
})
