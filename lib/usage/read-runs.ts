import 'server-only'
import { setImmediate as pause } from 'node:timers/promises'
import { storedDays } from '@/lib/audit/stored-time'
import { openReadOnly } from '@/lib/db/read-only'
import { keptRuns } from '@/lib/usage/keep-runs'
import type { Period } from '@/lib/usage/resolve-period'
import { runFact, type RunFact, type RunRow } from '@/lib/usage/run-fact'
import { FINISHED, REFUSED } from '@/lib/usage/select-runs'

/** Rows, and facts in memory, between two pauses: some milliseconds of work, so that answers being written go on. */
const ROWS = 500
const FACTS = 4000

export interface RunSelection extends Period {
  /** Ids of the departments, or all of them and nobody's. */
  departments: 'all' | readonly string[]
  doctor?: string | undefined
}

interface Condition {
  sql: string
  values: string[]
}

function condition({ from, to, departments, doctor }: RunSelection): Condition {
  const scope = departments === 'all' ? [] : departments
  const parts = [
    'f.at >= ? AND f.at < ?',
    ...(departments === 'all' ? [] : [`f.departmentId IN (${scope.map(() => '?').join(', ')})`]),
    ...(doctor === undefined ? [] : ['f.actorId = ?']),
  ]
  const values = [...storedDays({ from, to }), ...scope, ...(doctor === undefined ? [] : [doctor])]
  return { sql: parts.join(' AND '), values }
}

async function* slices(facts: Iterable<RunFact>, size: number): AsyncGenerator<RunFact[]> {
  let slice: RunFact[] = []
  for (const fact of facts) {
    if (slice.push(fact) < size) continue
    yield slice
    slice = []
    await pause()
  }
  yield slice
}

function* factsOf(rows: Iterable<RunRow>): Generator<RunFact> {
  for (const row of rows) yield runFact(row)
}

/** The questions of the period whose records are older than the one of this number, from the rows. */
export async function* readRows(selection: RunSelection, beforeId = Infinity): AsyncGenerator<RunFact[]> {
  const { sql, values } = condition(selection)
  const database = openReadOnly()
  try {
    for (const select of [FINISHED, REFUSED]) {
      const rows = database.prepare<(string | number)[], RunRow>(`${select}${sql} AND f.id < ?`)
      yield* slices(factsOf(rows.iterate(...values, beforeId)), ROWS)
    }
  } finally {
    database.close()
  }
}

/**
 * What the trail says of each question of the period, with pauses, so that a year of them does not hold up others: what is
 * kept in memory, and from the rows, one by one, what is not.
 */
export async function* readRuns(selection: RunSelection): AsyncGenerator<RunFact[]> {
  const kept = await keptRuns()
  if (kept === null) yield* readRows(selection)
  else {
    if (kept.fromId > 0) yield* readRows(selection, kept.fromId)
    yield* slices(kept.runs.matching(selection), FACTS)
  }
}
