import 'server-only'
import { Prisma, PrismaClient } from '@prisma/client'
import { statePath } from '@/lib/config/env'
import { MendedSQLite3, TAKE_LOCK } from '@/lib/db/mended-adapter'
import type { Writing } from '@/lib/db/writing'
import { processSingleton } from '@/lib/shared/process-singleton'

/** A running transaction: functions that must be atomic with other writes take it as their first argument. */
export type Tx = Prisma.TransactionClient

/** The adapter behind each client. */
const adapters = (): WeakMap<PrismaClient, MendedSQLite3> =>
  processSingleton('db-adapters', () => new WeakMap())

async function connect(): Promise<PrismaClient> {
  const adapter = new MendedSQLite3({ url: `file:${statePath('innerward.db')}`, timeout: 5000 })
  const client = new PrismaClient({ adapter })
  adapters().set(client, adapter)
  // The adapter holds one connection, so per-connection settings made here stay in force.
  await client.$queryRaw`PRAGMA journal_mode = WAL`
  await client.$queryRaw`PRAGMA synchronous = FULL`
  await client.$queryRaw`PRAGMA temp_store = MEMORY`
  // What is deleted is overwritten with zeros (sqlite.org, pragma secure_delete).
  await client.$queryRaw`PRAGMA secure_delete = ON`
  return client
}

/** The database client, connected on first use, one per process. */
export function db(): Promise<PrismaClient> {
  return processSingleton('db', connect)
}

async function adapterInUse(): Promise<MendedSQLite3> {
  const client = await db()
  const adapter = adapters().get(client)
  if (!adapter) throw new TypeError('the database client has no adapter')
  if (!adapter.isConnected()) await client.$connect()
  return adapter
}

/** Runs `work` in a transaction without the client, whose cost is many times that of a small write. */
export async function inWriting<T>(work: (writing: Writing) => Promise<T>): Promise<T> {
  return (await adapterInUse()).transact(work)
}

const writings = (): WeakMap<object, Writing> => processSingleton('db-writings', () => new WeakMap())

/** The statements of a transaction of the client, part of it until it ends. Throws for one that `inTransaction` did not begin. */
export function writingIn(tx: Tx): Writing {
  const writing = writings().get(tx)
  if (!writing) throw new TypeError('not a transaction of inTransaction')
  return writing
}

type FollowUp = () => Promise<void>
const followUps = (): WeakMap<object, FollowUp[]> => processSingleton('db-follow-ups', () => new WeakMap())

/** Leaves something to do once the transaction is committed, before `inTransaction` returns; not done when it is not. */
export function afterCommit(tx: Tx, work: FollowUp): void {
  const list = followUps()
  list.set(tx, [...(list.get(tx) ?? []), work])
}

/**
 * Runs `work` in one transaction; everything in it is written or nothing is. The lock for writing is taken first: else a
 * write of another process, such as an operator command, between a read and a write of ours would make ours fail.
 */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T> | T): Promise<T> {
  let left: FollowUp[] = []
  const client = await db()
  const run = async (tx: Tx): Promise<T> => {
    await tx.$executeRaw(Prisma.raw(TAKE_LOCK))
    writings().set(tx, (await adapterInUse()).writing())
    const result = await work(tx)
    left = followUps().get(tx) ?? []
    return result
  }
  const result = await client.$transaction(run, { maxWait: 5000, timeout: 10_000 })
  for (const followUp of left) await followUp()
  return result
}

/** Writes the log beside the database back and empties it, so that no former page of removed text stays in it. */
export async function emptyWriteAheadLog(): Promise<void> {
  await (
    await db()
  ).$queryRaw`PRAGMA wal_checkpoint(TRUNCATE)`
}
