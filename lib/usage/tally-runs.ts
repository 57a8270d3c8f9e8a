import { USAGE_OUTCOMES, type UsageOutcome, type UsageQuery } from '@/lib/usage/contract'
import { Durations } from '@/lib/usage/durations'
import type { RunFact } from '@/lib/usage/run-fact'

type GroupBy = UsageQuery['groupBy']

/** A count of questions and the doctors they came from. */
export class Count {
  questions = 0
  readonly doctors = new Set<string>()

  add(doctor: string): void {
    this.questions += 1
    this.doctors.add(doctor)
  }

  merge(other: Count): void {
    this.questions += other.questions
    for (const doctor of other.doctors) this.doctors.add(doctor)
  }
}

/** A part of a whole: where `part` and `rest` are both known, so is the share. */
export class Share {
  readonly part = new Count()
  readonly rest = new Count()

  add(doctor: string, isPart: boolean): void {
    ;(isPart ? this.part : this.rest).add(doctor)
  }
}

/** The line of one group. */
export class RowTally extends Count {
  readonly outcomes = new Map<UsageOutcome, number>()
  readonly firstToken = new Durations()
  readonly queue = new Durations()
  answerTokens = 0

  constructor(public name: string) {
    super()
  }

  addRun(run: RunFact): void {
    this.add(run.doctorId)
    this.outcomes.set(run.outcome, (this.outcomes.get(run.outcome) ?? 0) + 1)
    this.answerTokens += run.answerTokens
    if (run.firstTokenMs !== null) this.firstToken.add(run.firstTokenMs)
    if (run.queueMs !== null) this.queue.add(run.queueMs)
  }
}

/** A map whose missing values are made when they are first asked for. */
function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}
const newCount = (): Count => new Count()

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))
const HEAT_KEYS = Array.from({ length: 8 }, (_, weekday) => HOURS.map((hour) => `${weekday}-${hour}`))

/** Key of a cell of the heat map, for example "1-08" for Monday from eight to nine. */
export const heatKey = ({ weekday, hour }: Pick<RunFact, 'weekday' | 'hour'>): string =>
  HEAT_KEYS[weekday]?.[hour] ?? ''

const KEY_OF: Record<GroupBy, (run: RunFact) => string> = {
  day: ({ day }) => day,
  month: ({ day }) => day.slice(0, 7),
  hour: ({ hour }) => HOURS[hour] ?? '',
  weekday: ({ weekday }) => String(weekday),
  template: ({ template }) => template,
  department: ({ departmentId }) => departmentId,
  doctor: ({ doctorId }) => doctorId,
}

/** Everything counted of some questions, with the doctors behind each count. */
export class Tally {
  readonly total = new RowTally('')
  readonly outcomes = new Map<UsageOutcome, Count>(USAGE_OUTCOMES.map((name) => [name, new Count()]))
  readonly days = new Map<string, Count>()
  readonly heat = new Map<string, Count>()
  readonly templates = new Map<string, Count>()
  readonly rows = new Map<string, RowTally>()
  readonly rules = new Map<string, { findings: number; runs: Count }>()
  readonly reviewed = new Share()
  readonly acknowledged = new Share()
  readonly missing = new Share()

  constructor(private readonly groupBy: GroupBy) {}

  add(run: RunFact): void {
    const { doctorId } = run
    this.outcomes.get(run.outcome)?.add(doctorId)
    if (run.outcome === 'refused') return
    this.total.addRun(run)
    entry(this.days, run.day, newCount).add(doctorId)
    entry(this.heat, heatKey(run), newCount).add(doctorId)
    entry(this.templates, run.template, newCount).add(doctorId)
    const row = entry(this.rows, KEY_OF[this.groupBy](run), () => new RowTally(''))
    row.addRun(run)
    row.name = run.doctorName
    if (run.missingFacts !== null) this.missing.add(doctorId, run.missingFacts > 0)
    if (run.acknowledgeable) this.acknowledged.add(doctorId, run.acknowledged)
    if (run.findings !== null) this.addFindings(run, run.findings)
  }

  private addFindings({ doctorId }: RunFact, findings: NonNullable<RunFact['findings']>): void {
    this.reviewed.add(doctorId, findings.length > 0)
    for (const [rule, count] of findings) {
      const kept = entry(this.rules, rule, () => ({ findings: 0, runs: new Count() }))
      kept.findings += count
      kept.runs.add(doctorId)
    }
  }
}
