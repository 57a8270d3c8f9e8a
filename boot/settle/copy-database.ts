import { constants, copyFileSync } from 'node:fs'
import Database from 'better-sqlite3'

/**
 * Copies a database that nobody else uses to one file. What a crash left in the write-ahead log is brought into the file
 * first, and the copy has no such log, so that it can be renamed. Throws where it cannot be done.
 */
export function copyDatabase(from: string, to: string): void {
  const former = new Database(from)
  former.pragma('wal_checkpoint(TRUNCATE)')
  former.close()
  copyFileSync(from, to, constants.COPYFILE_FICLONE)
  const copy = new Database(to)
  copy.pragma('journal_mode = DELETE')
  copy.close()
}
