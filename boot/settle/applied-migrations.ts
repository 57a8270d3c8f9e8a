import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'

/** Names of the migrations that a database records as applied; none where it is missing or records nothing. */
export function appliedMigrations(file: string): string[] {
  if (!existsSync(file)) return []
  const database = new Database(file)
  try {
    const there = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = '_prisma_migrations'").get()
    if (!there) return []
    const rows = database
      .prepare('SELECT migration_name AS name FROM _prisma_migrations WHERE rolled_back_at IS NULL')
      .all() as { name: string }[]
    return rows.map(({ name }) => name)
  } finally {
    database.close()
  }
}
