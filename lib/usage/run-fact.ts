import { hospitalDay, hospitalHour, hospitalWeekday } from '@/lib/shared/hospital-day'
import type { UsageOutcome } from '@/lib/usage/contract'

/** The columns of the trail that the figures are made of; details are JSON. */
export interface RunRow {
  at: string
  actorId: string | null
  actorName: string | null
  departmentId: string | null
  outcome: string | null
  answerTokens: number | null
  firstTokenMs: number | null
  queueMs: number | null
  detail: string | null
  startDetail: string | null
  acknowledged: number
}

/** One question, without a word of it. Null facts were not recorded. */
export interface RunFact {
  day: string
  hour: number
  weekday: number
  doctorId: string
  doctorName: string
  departmentId: string
  outcome: UsageOutcome
  answerTokens: number
  firstTokenMs: number | null
  queueMs: number | null
  /** Template id; "" without one. */
  template: string
  missingFacts: number | null
  findings: readonly (readonly [rule: string, count: number])[] | null
  acknowledgeable: boolean
  acknowledged: boolean
}

const OUTCOMES: readonly string[] = ['complete', 'stopped', 'truncated', 'repeated', 'refused']

function fieldsOf(detail: string | null): Partial<Record<string, unknown>> {
  if (detail === null) return {}
  const parsed: unknown = JSON.parse(detail)
  return typeof parsed === 'object' && parsed !== null ? parsed : {}
}

function findingsOf(value: unknown): RunFact['findings'] {
  if (!Array.isArray(value)) return null
  return value.flatMap((entry) => {
    const [, rule, count] = /^([\w.-]{1,64})=(\d{1,6})$/.exec(String(entry)) ?? []
    return rule === undefined ? [] : [[rule, Number(count)] as const]
  })
}

/** Day, hour and weekday of the last moment asked for: rows come in the order of time, many an hour. */
let hourOf = { key: '', day: '', hour: 0, weekday: 0 }
function clock(at: string): Pick<RunFact, 'day' | 'hour' | 'weekday'> {
  const key = at.slice(0, 13)
  if (hourOf.key !== key) {
    const moment = new Date(at)
    hourOf = { key, day: hospitalDay(moment), hour: hospitalHour(moment), weekday: hospitalWeekday(moment) }
  }
  return hourOf
}

/** What a record of the trail, with its run's first record, says. Details of former and later releases are read too. */
export function runFact(row: RunRow): RunFact {
  const start = fieldsOf(row.startDetail)
  const finish = fieldsOf(row.detail)
  const { day, hour, weekday } = clock(row.at)
  return {
    day,
    hour,
    weekday,
    doctorId: row.actorId ?? '',
    doctorName: row.actorName ?? '',
    departmentId: row.departmentId ?? '',
    outcome: OUTCOMES.includes(row.outcome ?? '') ? (row.outcome as UsageOutcome) : 'failed',
    answerTokens: row.answerTokens ?? 0,
    firstTokenMs: row.firstTokenMs,
    queueMs: row.queueMs,
    template: typeof start.templateId === 'string' ? start.templateId : '',
    missingFacts: typeof start.missingFacts === 'number' ? start.missingFacts : null,
    findings: findingsOf(finish.findings),
    acknowledgeable: finish.acknowledgeable === true,
    acknowledged: row.acknowledged === 1,
  }
}
