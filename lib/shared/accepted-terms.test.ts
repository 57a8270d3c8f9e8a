import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordAcceptance, wasAccepted } from '@/lib/shared/accepted-terms'

let folder: string
let stateDir: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'terms-'))
  stateDir = path.join(folder, 'var')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const terms = {
  subject: 'library',
  termsName: 'Licence',
  termsSha256: 'a'.repeat(64),
  at: '2026-01-02T03:04:05Z',
  by: 'root',
}
const file = () => path.join(stateDir, 'accepted-terms.json')

test('nothing is accepted until it was, and then only these terms of this subject', () => {
  expect(wasAccepted(stateDir, 'library', terms.termsSha256)).toBe(false)
  recordAcceptance(stateDir, terms)
  expect(wasAccepted(stateDir, 'library', terms.termsSha256)).toBe(true)
  expect(wasAccepted(stateDir, 'library', 'b'.repeat(64))).toBe(false)
  expect(wasAccepted(stateDir, 'model', terms.termsSha256)).toBe(false)
})

test('a later record leaves the earlier one as it was, in a file of its owner alone', () => {
  recordAcceptance(stateDir, terms)
  const before = readFileSync(file(), 'utf8')
  recordAcceptance(stateDir, { ...terms, subject: 'model' })
  const after = readFileSync(file(), 'utf8')
  expect(after.startsWith(before)).toBe(true)
  expect(JSON.parse(before)).toEqual(terms)
  expect(statSync(file()).mode & 0o777).toBe(0o600)
})

test('a line cut off by a crash accepts nothing and spoils no later line', () => {
  recordAcceptance(stateDir, terms)
  appendFileSync(file(), '{"subject":"model","termsSha256":"')
  expect(wasAccepted(stateDir, 'library', terms.termsSha256)).toBe(true)
  recordAcceptance(stateDir, { ...terms, subject: 'model' })
  expect(wasAccepted(stateDir, 'model', terms.termsSha256)).toBe(true)
})
