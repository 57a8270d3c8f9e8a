import 'server-only'
import { setImmediate as pause } from 'node:timers/promises'
import { openReadOnly } from '@/lib/db/read-only'
import { dayRange } from '@/lib/shared/hospital-day'
import type { Period } from '@/lib/usage/resolve-period'
import { runFact, type RunFact, type RunRow } from '@/lib/usage/run-fact'

/** Rows between two pauses: some milliseconds of work, so that answers being written go on. */
const SLICE = 500

export interface RunSelection extends Period {
  /** Ids of the departments, or all of them and nobody's. */
  departments: 'all' | readonly string[]
  doctor?: string | undefined
}

interface Condition {
  sql: string
  values: string[]
}

const stored = (at: Date | undefined): string => (at ? at.toISOString().replace('Z', '+00:00') : '')

function condition({ from, to, departments, doctor }: RunSelection): Condition {
  const range = dayRange({ from, to })
  const scope = departments === 'all' ? [] : departments
  const parts = [
    'f.at >= ? AND f.at < ?',
    ...(departments === 'all' ? [] : [`f.departmentId IN (${scope.map(() => '?').join(', ')})`]),
    ...(doctor === undefined ? [] : ['f.actorId = ?']),
  ]
  const values = [stored(range?.gte), stored(range?.lt), ...scope, ...(doctor === undefined ? [] : [doctor])]
  return { sql: parts.join(' AND '), values }
}

/** A run's first record tells the template and the missing facts, a later one that the answer was acknowledged. */
const FINISHED = `
  SELECT f.at, f.actorId, f.actorName, f.departmentId, f.outcome, f.answerTokens, f.firstTokenMs, f.queueMs, f.detail,
    s.detail AS startDetail,
    f.detail LIKE '%"acknowledgeable":true%' AND EXISTS (
      SELECT 1 FROM AuditEvent a WHERE a.runId = f.runId AND a.event = 'answer.acknowledged'
    ) AS acknowledged
  FROM AuditEvent f LEFT JOIN AuditEvent s ON s.runId = f.runId AND s.event = 'consult.started'
  WHERE f.event = 'consult.finished' AND `

const REFUSED = `
  SELECT f.at, f.actorId, f.actorName, f.departmentId, 'refused' AS outcome, NULL AS answerTokens, NULL AS firstTokenMs,
    NULL AS queueMs, NULL AS detail, NULL AS startDetail, 0 AS acknowledged
  FROM AuditEvent f WHERE f.event = 'consult.refused' AND `

async function* slices(rows: Iterable<RunRow>): AsyncGenerator<RunFact[]> {
  let slice: RunFact[] = []
  for (const row of rows) {
    if (slice.push(runFact(row)) < SLICE) continue
    yield slice
    slice = []
    await pause()
  }
  yield slice
}

/**
 * What the trail says of each question of the period: the finished ones, then the refused ones. Rows are read one by
 * one over a connection of their own, with pauses, so that a year of them neither fills the memory nor holds up others.
 */
export async function* readRuns(selection: RunSelection): AsyncGenerator<RunFact[]> {
  const { sql, values } = condition(selection)
  const database = openReadOnly()
  try {
    for (const select of [FINISHED, REFUSED]) {
      yield* slices(database.prepare<string[], RunRow>(`${select}${sql}`).iterate(...values))
    }
  } finally {
    database.close()
  }
}
