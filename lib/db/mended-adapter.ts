import 'server-only'
import { PrismaBetterSQLite3 } from '@prisma/adapter-better-sqlite3'

type Adapter = Awaited<ReturnType<PrismaBetterSQLite3['connect']>>
type Transaction = Awaited<ReturnType<Adapter['startTransaction']>>

const ROLLBACK = { sql: 'ROLLBACK', args: [], argTypes: [] }

/**
 * SQLite takes a transaction back by itself on a full disk and some other faults, and keeps one open whose COMMIT failed
 * (sqlite.org, "Response to Errors Within a Transaction"). The client then fails at its own ROLLBACK or COMMIT and never
 * frees the adapter's lock, so that no transaction could begin until a restart. Here the one is no fault, and the other
 * is rolled back and frees the lock.
 */
function mendTransaction(transaction: Transaction): Transaction {
  const execute = transaction.executeRaw.bind(transaction)
  const rollBack = () => execute(ROLLBACK).catch(() => 0)
  const executeRaw: Transaction['executeRaw'] = async (query) => {
    if (query.sql === ROLLBACK.sql) return rollBack()
    try {
      return await execute(query)
    } catch (error) {
      if (query.sql === 'COMMIT') {
        await rollBack()
        await transaction.rollback()
      }
      throw error
    }
  }
  return Object.assign(transaction, { executeRaw })
}

/** The adapter of better-sqlite3 with transactions that end also when the disk is full. */
export class MendedSQLite3 extends PrismaBetterSQLite3 {
  override async connect(): Promise<Adapter> {
    const adapter = await super.connect()
    const start = adapter.startTransaction.bind(adapter)
    const startTransaction: Adapter['startTransaction'] = async (level) => mendTransaction(await start(level))
    return Object.assign(adapter, { startTransaction })
  }
}
