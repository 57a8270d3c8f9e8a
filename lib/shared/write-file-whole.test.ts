import fs, {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { writeFileWhole } from '@/lib/shared/write-file-whole'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'innerward-whole-'))
  return () => rmSync(folder, { recursive: true, force: true })
})

const at = (name: string) => path.join(folder, name)
const modeOf = (name: string) => statSync(at(name)).mode & 0o777

test('a file is written with its content, for the owner alone, and nothing is left beside it', () => {
  writeFileWhole(at('key'), 'secret\n')
  expect(readFileSync(at('key'), 'utf8')).toBe('secret\n')
  expect(modeOf('key')).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['key'])
})

test('the content is on the disk before it takes the name, and then the name', () => {
  const steps: string[] = []
  const { fsyncSync, renameSync } = fs
  vi.spyOn(fs, 'fsyncSync').mockImplementation((handle) => {
    steps.push(fs.fstatSync(handle).isDirectory() ? 'flush the folder' : 'flush the file')
    fsyncSync(handle)
  })
  vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    steps.push('rename')
    renameSync(from, to)
  })
  syncBuiltinESMExports()
  try {
    writeFileWhole(at('key'), 'secret')
  } finally {
    vi.restoreAllMocks()
    syncBuiltinESMExports()
  }
  expect(steps).toEqual(['flush the file', 'rename', 'flush the folder'])
})

test('a file gets the mode that is asked for, whatever the umask', () => {
  const former = process.umask(0o077)
  try {
    writeFileWhole(at('unit'), new Uint8Array([65]), 0o644)
  } finally {
    process.umask(former)
  }
  expect(modeOf('unit')).toBe(0o644)
})

test('the former file is replaced and never written into: another name of it keeps the former content', () => {
  writeFileSync(at('choice'), 'former')
  linkSync(at('choice'), at('other-name'))
  writeFileWhole(at('choice'), 'new')
  expect(readFileSync(at('choice'), 'utf8')).toBe('new')
  expect(readFileSync(at('other-name'), 'utf8')).toBe('former')
})

test('what a crash left is replaced, and a link that somebody put there is not followed', () => {
  writeFileSync(at('elsewhere'), 'untouched')
  symlinkSync(at('elsewhere'), at('.key.new'))
  writeFileWhole(at('key'), 'secret')
  expect(readFileSync(at('elsewhere'), 'utf8')).toBe('untouched')
  expect(readdirSync(folder).sort()).toEqual(['elsewhere', 'key'])
})

test('where it cannot take its place, the fault is thrown and no half file is left', () => {
  mkdirSync(at('taken'))
  writeFileSync(at('taken/inside'), '')
  expect(() => writeFileWhole(at('taken'), 'text')).toThrow(/EISDIR|ENOTEMPTY|EEXIST/)
  expect(readdirSync(folder)).toEqual(['taken'])
  expect(existsSync(at('taken/inside'))).toBe(true)
})

test('where there is no folder, the fault is thrown', () => {
  expect(() => writeFileWhole(at('nowhere/file'), 'text')).toThrow('ENOENT')
})
