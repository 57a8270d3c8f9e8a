import { createHash, randomUUID } from 'node:crypto'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'

const ROOT = path.resolve(import.meta.dirname, '../..')
const MIGRATIONS = path.join(ROOT, 'prisma/migrations')
const KILLS = 12
const RECORDS = 50_000

let dir: string
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'innerward-upgrade-'))
})
afterEach(() => rmSync(dir, { recursive: true }))
const file = () => path.join(dir, 'innerward.db')

/** A database of the first release, with a trail. */
function firstRelease(target: string): void {
  const sql = readFileSync(path.join(MIGRATIONS, '0001_init/migration.sql'), 'utf8')
  const database = new Database(target)
  database.pragma('journal_mode = WAL')
  database.exec(sql)
  database.exec(`CREATE TABLE "_prisma_migrations" ("id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL,
    "finished_at" DATETIME, "migration_name" TEXT NOT NULL, "logs" TEXT, "rolled_back_at" DATETIME,
    "started_at" DATETIME NOT NULL DEFAULT current_timestamp, "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`)
  database
    .prepare(
      `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, applied_steps_count) VALUES (?, ?, 1, '0001_init', 1)`,
    )
    .run(randomUUID(), createHash('sha256').update(sql).digest('hex'))
  database.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${RECORDS})
    INSERT INTO AuditEvent (recordId, at, bootId, monoMs, event, keyId, prevMac, mac)
    SELECT 'r' || i, 1, 'b', 1, 'system.started', 'k', '0', '1' FROM n`)
  database.close()
}

/** The whole schema as text, and how many records there are. */
function describeDatabase(): { schema: string; records: number } {
  const database = new Database(file())
  const schema = database
    .prepare(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name`)
    .all()
    .map((row) => (row as { sql: string }).sql)
    .join('\n')
  const { n } = database.prepare('SELECT COUNT(*) AS n FROM AuditEvent').get() as { n: number }
  expect(database.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
  database.close()
  return { schema, records: n }
}

function upgrade() {
  const script = `import('@/boot/settle/migrate').then(({ migrate }) => migrate(process.cwd(), process.argv[1]))`
  const child = spawn(process.execPath, [...typeScriptFlags(ROOT), '-e', script, dir], {
    cwd: ROOT,
    stdio: 'ignore',
    detached: true,
  })
  return { pid: child.pid ?? 0, ended: once(child, 'exit') as Promise<[number | null]> }
}

test('a kill -9 at any moment of an upgrade leaves the old schema or the new one, and all records', async () => {
  const template = path.join(tmpdir(), `innerward-first-${process.pid}.db`)
  firstRelease(template)
  copyFileSync(template, file())
  const old = describeDatabase()
  const began = performance.now()
  expect(await upgrade().ended).toEqual([0, null])
  const took = performance.now() - began
  const fresh = describeDatabase()
  expect(fresh.schema).not.toBe(old.schema)

  const left = { old: 0, new: 0 }
  for (let n = 1; n <= KILLS; n++) {
    for (const name of readdirSync(dir)) rmSync(path.join(dir, name), { recursive: true })
    copyFileSync(template, file())
    const { pid, ended } = upgrade()
    await new Promise((resolve) => setTimeout(resolve, (took * n) / (KILLS - 1)))
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // It had ended before.
    }
    await ended
    const { schema, records } = describeDatabase()
    expect([old.schema, fresh.schema]).toContain(schema)
    expect(records).toBe(RECORDS)
    left[schema === old.schema ? 'old' : 'new'] += 1
  }
  rmSync(template)
  expect(left.old).toBeGreaterThan(0)
  expect(await upgrade().ended).toEqual([0, null])
  expect(describeDatabase()).toEqual(fresh)
})

test('the database as it was is kept, and what a killed attempt left is removed', async () => {
  firstRelease(file())
  const old = describeDatabase()
  copyFileSync(file(), `${file()}.upgrading-1`)
  expect(await upgrade().ended).toEqual([0, null])
  expect(readdirSync(dir).sort()).toEqual(['before-upgrade', 'innerward.db', 'schema-stamp'])
  const [kept = ''] = readdirSync(path.join(dir, 'before-upgrade'))
  copyFileSync(path.join(dir, 'before-upgrade', kept), file())
  expect(describeDatabase()).toEqual(old)
})
