import 'server-only'
import Database from 'better-sqlite3'
import { statePath } from '@/lib/config/env'

/**
 * A second connection to the database that can only read, of the same SQLite library as the first, for walks over very
 * many rows. The caller closes it.
 */
export function openReadOnly(): Database.Database {
  return new Database(statePath('innerward.db'), { readonly: true, timeout: 5000 })
}
