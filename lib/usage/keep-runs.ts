import 'server-only'
import { setImmediate as pause } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import { openReadOnly } from '@/lib/db/read-only'
import { processSingleton } from '@/lib/shared/process-singleton'
import { RunColumns } from '@/lib/usage/run-columns'
import { runFact, type RunRow } from '@/lib/usage/run-fact'
import { FINISHED, REFUSED } from '@/lib/usage/select-runs'

/** The most runs that are kept, some 90 MiB; the rows of older ones are read when they are asked for. */
const MOST_RUNS = 2_000_000
/** Rows between two pauses: some milliseconds of work, so that answers being written go on. */
const SLICE = 500

interface Link {
  id: number
  mac: string
}

interface Kept {
  runs: RunColumns
  /** All runs whose records have this number or a later one are kept. */
  fromId: number
  /** The newest record that was looked at; null before the first. */
  upTo: Link | null
  /** False until the runs are kept for the first time: rows are read until then. */
  complete: boolean
  busy: Promise<void> | null
}
const anew = (): Omit<Kept, 'busy'> => ({ runs: new RunColumns(), fromId: 0, upTo: null, complete: false })
const kept = (): Kept => processSingleton('usage-runs', () => ({ ...anew(), busy: null }))

const linkAt = (database: Database.Database, where: string, ...values: number[]): Link | undefined =>
  database.prepare(`SELECT id, mac FROM AuditEvent ${where}`).get(...values) as Link | undefined

type Range = readonly [afterId: number, upToId: number]

async function addRuns({ runs }: Kept, database: Database.Database, range: Range): Promise<void> {
  const rows = database.prepare<[number, number, number, number], RunRow & { id: number }>(
    `SELECT * FROM (${FINISHED} f.id > ? AND f.id <= ? UNION ALL ${REFUSED} f.id > ? AND f.id <= ?) ORDER BY id`,
  )
  let read = 0
  for (const row of rows.iterate(...range, ...range)) {
    runs.add(row.id, runFact(row))
    if (++read % SLICE === 0) await pause()
  }
}

/** Acknowledgements of answers that were finished before. */
function addAcknowledgements({ runs }: Kept, database: Database.Database, range: Range): void {
  const ids = database
    .prepare(
      `SELECT f.id FROM AuditEvent a JOIN AuditEvent f ON f.runId = a.runId AND f.event = 'consult.finished'
       WHERE a.event = 'answer.acknowledged' AND a.id > ? AND a.id <= ?`,
    )
    .pluck()
    .all(...range) as number[]
  for (const id of ids) runs.acknowledge(id)
}

async function follow(state: Kept): Promise<void> {
  const database = openReadOnly()
  try {
    database.exec('BEGIN')
    const { upTo } = state
    // A trail that was replaced, or pruned beyond what was read, is read from its beginning.
    if (upTo && linkAt(database, 'WHERE id = ?', upTo.id)?.mac !== upTo.mac) Object.assign(state, anew())
    const newest = linkAt(database, 'ORDER BY id DESC LIMIT 1')
    if (newest) {
      const range = [state.upTo?.id ?? 0, newest.id] as const
      addAcknowledgements(state, database, range)
      await addRuns(state, database, range)
      state.runs.dropBefore(linkAt(database, 'ORDER BY id LIMIT 1')?.id ?? 0)
      state.fromId = Math.max(state.fromId, state.runs.idBefore(MOST_RUNS) ?? 0)
      state.runs.dropBefore(state.fromId)
      state.upTo = newest
    }
    state.complete = true
  } catch (error) {
    Object.assign(state, anew())
    throw error
  } finally {
    database.close()
  }
}

/** Brings what is kept of the runs up to the newest record of the trail, one caller at a time. Throws what the database throws. */
export async function followRuns(): Promise<void> {
  const state = kept()
  state.busy ??= follow(state).finally(() => {
    state.busy = null
  })
  await state.busy
}

/** The runs in memory as the trail has them now, and from which record on; null while they are not kept yet. */
export async function keptRuns(): Promise<Pick<Kept, 'runs' | 'fromId'> | null> {
  if (!kept().complete) return null
  // The work under way may have begun before the newest record was written.
  await kept().busy?.catch(() => undefined)
  await followRuns()
  return kept()
}
