import 'server-only'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import Database from 'better-sqlite3'
import { openReadOnly } from '@/lib/db/read-only'
import { flushToDisk } from '@/lib/shared/write-file-whole'

/** Pages copied between two pauses (of 4 KiB): a few milliseconds, so that other requests go on. */
const PAGES = 500

/** SHA-256 (hex) of a file. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/**
 * Copies the portal's database to a new file while it is in use. The open read transaction is one moment of it: what is
 * written meanwhile neither enters the copy nor makes it start over (SQLite, "Online Backup API" and "Isolation").
 */
async function copy(file: string): Promise<void> {
  const source = openReadOnly()
  try {
    source.exec('BEGIN')
    source.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get()
    await source.backup(file, { progress: () => PAGES })
  } finally {
    source.close()
  }
}

export interface CopiedTrail {
  upToId: number
  lastMac: string
  checkpoint: Record<string, unknown> | null
}

/** Makes the copy one file without a write-ahead log, checks its pages, and reads where its trail ends. */
function settle(file: string): CopiedTrail {
  const database = new Database(file)
  try {
    database.pragma('journal_mode = DELETE')
    const [check] = database.pragma('quick_check') as { quick_check: string }[]
    if (check?.quick_check !== 'ok') throw new Error('the copy of the database is damaged')
    const last = database.prepare('SELECT id, mac FROM AuditEvent ORDER BY id DESC LIMIT 1').get() as
      | { id: number; mac: string }
      | undefined
    const checkpoint = database
      .prepare(
        'SELECT kind, upToId, records, lastMac, at, keyId, signature FROM AuditCheckpoint ORDER BY id DESC LIMIT 1',
      )
      .get() as CopiedTrail['checkpoint'] | undefined
    return { upToId: last?.id ?? 0, lastMac: last?.mac ?? '0'.repeat(64), checkpoint: checkpoint ?? null }
  } finally {
    database.close()
  }
}

/** A durable, whole copy of the portal's database in one file, and where its trail ends. Throws when it cannot be made. */
export async function copyDatabase(file: string): Promise<CopiedTrail> {
  await copy(file)
  const trail = settle(file)
  flushToDisk(file)
  return trail
}
