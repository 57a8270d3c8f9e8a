import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { codeVersion, declaredMigrations, lowestCode, versionNumber } from '@/boot/settle/code-version'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'

const ROOT = path.resolve(import.meta.dirname, '../..')
const OWN = versionNumber(codeVersion(ROOT))
let dir: string
beforeEach(() => (dir = mkdtempSync(path.join(tmpdir(), 'innerward-newer-'))))
afterEach(() => rmSync(dir, { recursive: true }))

function migrate() {
  const script = `import('@/boot/settle/migrate').then(({ migrate }) => migrate(process.cwd(), process.argv[1]))`
  const { status, stderr } = spawnSync(process.execPath, [...typeScriptFlags(ROOT), '-e', script, dir], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  return { status, stderr }
}

/** Does to the database what a later version's migration does. */
function upgradeByLater(lowest: number): void {
  const database = new Database(path.join(dir, 'innerward.db'))
  database.exec(`INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, applied_steps_count)
    VALUES ('later' || random(), 'x', 1, '9000_later', 1)`)
  database.pragma(`user_version = ${lowest}`)
  database.close()
}

test('older code goes on where the newer version allows it, and is refused else', () => {
  expect(migrate()).toMatchObject({ status: 0 })
  const file = path.join(dir, 'innerward.db')
  const lowestOfAll = Object.values(declaredMigrations(ROOT)).map(({ lowest }) => versionNumber(lowest))
  expect(lowestCode(file)).toBe(Math.max(...lowestOfAll))
  upgradeByLater(OWN)
  expect(migrate()).toMatchObject({ status: 0 })
  for (const lowest of [OWN + 1, 0]) {
    upgradeByLater(lowest)
    expect(migrate()).toMatchObject({
      status: 78,
      stderr: expect.stringContaining('数据库来自更新的版本') as string,
    })
  }
})
