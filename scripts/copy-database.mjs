import { constants, copyFileSync } from 'node:fs'
import Database from 'better-sqlite3'

/**
 * `node copy-database.mjs FROM TO`: copies a database that nobody else uses to one file. What a crash left in the
 * write-ahead log is brought into the file first, and the copy has no such log, so that it can be renamed.
 */
const [from, to] = process.argv.slice(2)
const former = new Database(from)
former.pragma('wal_checkpoint(TRUNCATE)')
former.close()
copyFileSync(from, to, constants.COPYFILE_FICLONE)
const copy = new Database(to)
copy.pragma('journal_mode = DELETE')
copy.close()
