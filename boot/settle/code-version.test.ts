import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lowestCode, lowestCodeAfter, versionNumber, versionOf } from '@/boot/settle/code-version'

const ROOT = path.resolve(import.meta.dirname, '../..')
let dir: string
beforeEach(() => (dir = mkdtempSync(path.join(tmpdir(), 'innerward-version-'))))
afterEach(() => rmSync(dir, { recursive: true }))

test.each([
  ['0.2.0', 2000],
  ['1.0.12', 1_000_012],
  ['12.34.5', 12_034_005],
])('%s is %i and back', (version, number) => {
  expect(versionNumber(version)).toBe(number)
  expect(versionOf(number)).toBe(version)
})

test.each(['1.0', '1.0.0-rc1', ''])('%j is no version', (version) => {
  expect(() => versionNumber(version)).toThrow('no version')
})

test('the lowest version is read from the file as SQLite writes it', () => {
  const file = path.join(dir, 'a.db')
  expect(lowestCode(file)).toBe(0)
  const database = new Database(file)
  database.exec('CREATE TABLE t (a)')
  database.pragma(`user_version = ${versionNumber('3.21.7')}`)
  database.close()
  expect(versionOf(lowestCode(file))).toBe('3.21.7')
})

test.each<[string, string[], number, string]>([
  ['an additive migration', ['0002_more'], 0, '0.2.0'],
  ['one that nobody declares', ['0002_more', '0003_other'], 0, '0.4.0'],
  ['no migration', [], 2000, '0.2.0'],
  ['a database that asks for more', ['0002_more'], 3000, '0.3.0'],
])('%s', (_, applied, before, lowest) => {
  mkdirSync(path.join(dir, 'prisma'))
  writeFileSync(path.join(dir, 'package.json'), '{"version":"0.4.0"}')
  writeFileSync(path.join(dir, 'prisma/compatibility.json'), '{"additive":{"0002_more":"0.2.0"}}')
  expect(versionOf(lowestCodeAfter(dir, applied, before))).toBe(lowest)
})

/** Statements that older code does not notice. */
const ADDS =
  /^(CREATE (TABLE|(UNIQUE )?INDEX|TRIGGER)|ALTER TABLE "\w+" ADD COLUMN(?!.*NOT NULL(?!.*DEFAULT)))/i

test('a migration that is declared additive is there and only adds', () => {
  const { additive } = JSON.parse(readFileSync(path.join(ROOT, 'prisma/compatibility.json'), 'utf8')) as {
    additive: Record<string, string>
  }
  const there = readdirSync(path.join(ROOT, 'prisma/migrations'))
  for (const [name, version] of Object.entries(additive)) {
    versionNumber(version)
    expect(there).toContain(name)
    const sql = readFileSync(path.join(ROOT, 'prisma/migrations', name, 'migration.sql'), 'utf8')
    const statements = sql.replace(/^--.*$/gm, '').split(/;\s*(?:\n|$)/)
    for (const statement of statements.map((one) => one.trim()).filter(Boolean)) {
      expect(statement).toMatch(ADDS)
    }
  }
})
