import 'server-only'
import Database from 'better-sqlite3'
import { statePath } from '@/lib/config/env'

/**
 * A second connection to the database that can only read, of the same SQLite library as the first, for walks over very
 * many rows, or to another file of the same form. The caller closes it.
 */
export function openReadOnly(file: string = statePath('innerward.db')): Database.Database {
  return new Database(file, { readonly: true, timeout: 5000, fileMustExist: true })
}
