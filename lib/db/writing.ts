import 'server-only'
import Database from 'better-sqlite3'

/**
 * A transaction under way on the connection that writes, for the few statements that run so often that the client's own
 * work on them would be most of their cost. Reads what the transaction wrote, whoever wrote it.
 */
export interface Writing {
  /** The statement of this text, prepared once a connection; whole numbers come back as numbers. */
  statement: (sql: string) => Database.Statement
  /** False once SQLite has taken the transaction back by itself, as on a full disk. */
  isUnderWay: () => boolean
}

/** The statements of the connection that an adapter of better-sqlite3 holds. Throws where it holds none. */
export function writingOn(adapter: object): Writing {
  const connection: unknown = Reflect.get(adapter, 'client')
  if (!(connection instanceof Database)) throw new TypeError('the adapter holds no connection')
  const prepared = new Map<string, Database.Statement>()
  return {
    statement: (sql) => {
      const known = prepared.get(sql)
      if (known) return known
      const made = connection.prepare(sql).safeIntegers(false)
      prepared.set(sql, made)
      return made
    },
    isUnderWay: () => connection.inTransaction,
  }
}
