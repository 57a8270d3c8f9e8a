import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  codeVersion,
  declaredMigrations,
  lowestCode,
  lowestCodeAfter,
  versionNumber,
  versionOf,
} from '@/boot/settle/code-version'

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

const DECLARED = {
  '0002_more': { additive: true, lowest: '0.2.0' },
  '0003_rebuilt': { additive: false, lowest: '0.3.0' },
}

test.each<[string, string[], number, string]>([
  ['an additive migration', ['0002_more'], 0, '0.2.0'],
  ['one that changes what is there', ['0002_more', '0003_rebuilt'], 0, '0.3.0'],
  ['one that nobody declares', ['0002_more', '0004_other'], 0, '0.4.0'],
  ['no migration', [], 2000, '0.2.0'],
  ['a database that asks for more', ['0002_more'], 3000, '0.3.0'],
])('%s', (_, applied, before, lowest) => {
  mkdirSync(path.join(dir, 'prisma'))
  writeFileSync(path.join(dir, 'package.json'), '{"version":"0.4.0"}')
  writeFileSync(path.join(dir, 'prisma/compatibility.json'), JSON.stringify({ migrations: DECLARED }))
  expect(versionOf(lowestCodeAfter(dir, applied, before))).toBe(lowest)
})

/** Statements that older code does not notice. */
const ADDS =
  /^(CREATE (TABLE|INDEX) |CREATE UNIQUE INDEX |CREATE TRIGGER |ALTER TABLE "\w+" ADD COLUMN(?!.*NOT NULL(?!.*DEFAULT)))/i
/** Statements that forbid something in a table: only in one that older code does not know. */
const FORBIDS = /^CREATE (?:UNIQUE INDEX|TRIGGER) .*? ON "(\w+)"/is

/** The statements of a migration that older code would notice. */
function noticed(sql: string): string[] {
  // The body of a trigger ends with its own END;
  const statements = sql
    .replace(/^--.*$/gm, '')
    .match(/\s*CREATE TRIGGER[^]*?\bEND;|[^;]+;/gi)
    ?.map((one) => one.trim())
  const made = [...sql.matchAll(/^CREATE TABLE "(\w+)"/gim)].map(([, table]) => table)
  return (statements ?? []).filter((statement) => {
    const [, forbidden] = FORBIDS.exec(statement) ?? []
    return !ADDS.test(statement) || (forbidden !== undefined && !made.includes(forbidden))
  })
}

test.each([
  ['DROP TABLE "A";', false],
  ['DROP INDEX "A_b_idx";', false],
  ['ALTER TABLE "A" RENAME TO "B";', false],
  ['ALTER TABLE "A" RENAME COLUMN "b" TO "c";', false],
  ['ALTER TABLE "A" DROP COLUMN "b";', false],
  ['ALTER TABLE "A" ADD COLUMN "b" TEXT NOT NULL;', false],
  ['CREATE TABLE "new_A" ("id" TEXT);\nINSERT INTO "new_A" SELECT "id" FROM "A";', false],
  ['UPDATE "A" SET "b" = 1;', false],
  ['CREATE UNIQUE INDEX "A_b_key" ON "A"("b");', false],
  ['CREATE TRIGGER "t" BEFORE DELETE ON "A"\nBEGIN SELECT RAISE(ABORT, \'no\'); END;', false],
  ['CREATE TABLE "A" ("b" TEXT);\nCREATE UNIQUE INDEX "A_b_key" ON "A"("b");', true],
  ['CREATE INDEX "A_b_idx" ON "A"("b");', true],
  ['ALTER TABLE "A" ADD COLUMN "b" TEXT;', true],
  ['ALTER TABLE "A" ADD COLUMN "b" INTEGER NOT NULL DEFAULT 1;', true],
])('%j only adds: %s', (sql, adds) => {
  expect(noticed(sql).length === 0).toBe(adds)
})

const MIGRATIONS = path.join(ROOT, 'prisma/migrations')
const there = readdirSync(MIGRATIONS, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
)

test('every migration is declared, with a version of this or before, and none that is gone', () => {
  const declared = declaredMigrations(ROOT)
  expect(Object.keys(declared).sort()).toEqual(there.sort())
  const own = versionNumber(codeVersion(ROOT))
  for (const { lowest } of Object.values(declared)) expect(versionNumber(lowest)).toBeLessThanOrEqual(own)
})

/** Numbers that no migration has: the first versions left them out, and a migration that took one now would run late at old sites. */
const NEVER = [5, 6, 7, 8, 11, 12]

test('migrations are numbered without further holes, each number once, so that they run in one order everywhere', () => {
  const numbers = there.map((name) => Number(/^(\d{4})_[a-z0-9_]+$/.exec(name)?.[1])).sort((a, b) => a - b)
  const last = numbers.at(-1) ?? 0
  const expected = Array.from({ length: last }, (_, i) => i + 1).filter((one) => !NEVER.includes(one))
  expect(numbers).toEqual(expected)
})

test.each(there)('%s is declared additive only where it is', (name) => {
  const sql = readFileSync(path.join(MIGRATIONS, name, 'migration.sql'), 'utf8')
  if (declaredMigrations(ROOT)[name]?.additive) expect(noticed(sql)).toEqual([])
  else expect(noticed(sql)).not.toEqual([])
})
