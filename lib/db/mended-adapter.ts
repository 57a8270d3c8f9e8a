import 'server-only'
import { PrismaBetterSQLite3 } from '@prisma/adapter-better-sqlite3'
import { writingOn, type Writing } from '@/lib/db/writing'

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

/** Takes the lock for writing: else a write of another process between a read and a write of ours would make ours fail. */
export const TAKE_LOCK = `UPDATE "SignInFailure" SET "key" = "key" WHERE 1 = 0`
const COMMIT = { sql: 'COMMIT', args: [], argTypes: [] }

interface Connected {
  adapter: Adapter
  writing: Writing
}

/** The adapter of better-sqlite3 with transactions that end also when the disk is full, and with some of its own. */
export class MendedSQLite3 extends PrismaBetterSQLite3 {
  private open: Connected | null = null

  override async connect(): Promise<Adapter> {
    const adapter = await super.connect()
    const start = adapter.startTransaction.bind(adapter)
    const startTransaction: Adapter['startTransaction'] = async (level) => mendTransaction(await start(level))
    const close = adapter.dispose.bind(adapter)
    const dispose = (): Promise<void> => {
      this.open = null
      return close()
    }
    this.open = {
      adapter: Object.assign(adapter, { startTransaction, dispose }),
      writing: writingOn(adapter),
    }
    return adapter
  }

  /** The client connects when it is first used, and again after a disconnect. */
  isConnected(): boolean {
    return this.open !== null
  }

  private connected(): Connected {
    if (!this.open) throw new TypeError('the database is not connected')
    return this.open
  }

  /** The statements of the transaction that is under way. Throws while there is no connection. */
  writing(): Writing {
    return this.connected().writing
  }

  /** Runs `work` in a transaction without the client; it waits for those of the client as they do for it. */
  async transact<T>(work: (writing: Writing) => Promise<T>): Promise<T> {
    const { adapter, writing } = this.connected()
    const transaction = await adapter.startTransaction()
    try {
      writing.statement(TAKE_LOCK).run()
      const result = await work(writing)
      await transaction.executeRaw(COMMIT)
      await transaction.commit()
      return result
    } catch (error) {
      await transaction.executeRaw(ROLLBACK)
      await transaction.rollback()
      throw error
    }
  }
}
