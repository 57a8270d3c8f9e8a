import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import type Database from 'better-sqlite3'
import { appliedMigrations } from '@/boot/settle/applied-migrations'
import { openReadOnly } from '@/lib/db/read-only'

const DAYS = 14

interface EventCount {
  event: string
  outcome: string | null
  count: number
}

const tablesOf = (database: Database.Database): string[] =>
  (
    database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB '[A-Z]*' ORDER BY name")
      .all() as { name: string }[]
  ).map(({ name }) => name)

/** Form and size of the database: no row of it. Null where there is none. */
export function toldDatabase(stateDir: string) {
  const file = path.join(stateDir, 'innerward.db')
  if (!existsSync(file)) return null
  const database = openReadOnly(file)
  try {
    const since = new Date(Date.now() - DAYS * 24 * 60 * 60 * 1000).toISOString()
    const events = database
      .prepare(
        'SELECT event, outcome, COUNT(*) AS count FROM AuditEvent WHERE at >= ? GROUP BY event, outcome ORDER BY event',
      )
      .all(since) as EventCount[]
    const rows = tablesOf(database).map((name) => {
      const { n } = database.prepare(`SELECT COUNT(*) AS n FROM "${name}"`).get() as { n: number }
      return [name, n] as const
    })
    return {
      bytes: statSync(file).size,
      migrations: appliedMigrations(file),
      check: database.pragma('quick_check', { simple: true }) as string,
      journalMode: database.pragma('journal_mode', { simple: true }) as string,
      rows: Object.fromEntries(rows),
      eventsOfTwoWeeks: events,
    }
  } finally {
    database.close()
  }
}
