import 'server-only'
import { PrismaBetterSQLite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaClient, type Prisma } from '@prisma/client'
import { statePath } from '@/lib/config/env'
import { processSingleton } from '@/lib/shared/process-singleton'

/** A running transaction: functions that must be atomic with other writes take it as their first argument. */
export type Tx = Prisma.TransactionClient

async function connect(): Promise<PrismaClient> {
  const client = new PrismaClient({
    adapter: new PrismaBetterSQLite3({ url: `file:${statePath('innerward.db')}`, timeout: 5000 }),
  })
  // The adapter holds one connection, so per-connection settings made here stay in force.
  await client.$queryRaw`PRAGMA journal_mode = WAL`
  await client.$queryRaw`PRAGMA synchronous = FULL`
  await client.$queryRaw`PRAGMA temp_store = MEMORY`
  return client
}

/** The database client, connected on first use, one per process. */
export function db(): Promise<PrismaClient> {
  return processSingleton('db', connect)
}

/** Runs `work` in one transaction; everything in it is written or nothing is. */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return (await db()).$transaction(work, { maxWait: 5000, timeout: 10_000 })
}
