import 'server-only'
import { appendRecord, type Appended } from '@/lib/audit/append-record'
import { knownHeight, raiseHeight } from '@/lib/audit/keep-height'
import type { Prepared } from '@/lib/audit/prepare-entry'
import { inWriting } from '@/lib/db/client'
import type { Writing } from '@/lib/db/writing'
import { processSingleton } from '@/lib/shared/process-singleton'

interface Waiting {
  entry: Prepared
  resolve: (made: Appended) => void
  reject: (error: unknown) => void
}
interface Queue {
  waiting: Waiting[]
  busy: boolean
}
const queue = (): Queue => processSingleton('audit-queue', () => ({ waiting: [], busy: false }))

type Done = Waiting & { made: Appended }

/** A record that cannot be written is taken back alone, unless SQLite took back the transaction of all of them. */
async function appendAll(writing: Writing, group: readonly Waiting[]): Promise<Done[]> {
  const height = await knownHeight()
  return group.flatMap((one) => {
    writing.statement('SAVEPOINT record').run()
    try {
      return [{ ...one, made: appendRecord(writing, one.entry, height) }]
    } catch (error) {
      if (!writing.isUnderWay()) throw error
      writing.statement('ROLLBACK TO record').run()
      one.reject(error)
      return []
    } finally {
      if (writing.isUnderWay()) writing.statement('RELEASE record').run()
    }
  })
}

async function tell(done: readonly Done[]): Promise<void> {
  try {
    const mark = done.at(-1)?.made.mark
    if (mark) await raiseHeight(mark)
    for (const { made, resolve } of done) resolve(made)
  } catch (error) {
    for (const { reject } of done) reject(error)
  }
}

/** Who comes while the lock is waited for is taken along. The next transaction need not wait for the mark of this one. */
async function writeGroup(waiting: Waiting[]): Promise<void> {
  let group: Waiting[] = []
  const take = (): Waiting[] => (group = waiting.splice(0))
  try {
    void tell(await inWriting((writing) => appendAll(writing, take())))
  } catch (error) {
    for (const { reject } of group.length > 0 ? group : take()) reject(error)
  }
}

async function drain(state: Queue): Promise<void> {
  state.busy = true
  while (state.waiting.length > 0) await writeGroup(state.waiting)
  state.busy = false
}

/**
 * Writes a record that stands alone: those that come at once share a transaction and a move of the mark, and each returns
 * once both are durable. Throws what the database or the mark throws.
 */
export function writeTogether(entry: Prepared): Promise<Appended> {
  const state = queue()
  const { promise, resolve, reject } = Promise.withResolvers<Appended>()
  state.waiting.push({ entry, resolve, reject })
  if (!state.busy) void drain(state)
  return promise
}
