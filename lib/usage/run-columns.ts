import { hospitalDay } from '@/lib/shared/hospital-day'
import { USAGE_OUTCOMES } from '@/lib/usage/contract'
import type { RunFact } from '@/lib/usage/run-fact'

/** Values that many runs share, each kept once under a number. */
class Shared<T> {
  private readonly numbers = new Map<string, number>()
  readonly values: T[] = []

  numberOf(key: string, value: T): number {
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    this.numbers.set(key, this.values.length)
    return this.values.push(value) - 1
  }
}

const columnsFor = (size: number) => ({
  id: new Float64Array(size),
  /** Hours of the hospital's clock since 1970. */
  hours: new Uint32Array(size),
  doctor: new Uint32Array(size),
  name: new Uint32Array(size),
  department: new Uint32Array(size),
  template: new Uint32Array(size),
  findings: new Uint32Array(size),
  outcome: new Uint8Array(size),
  answerTokens: new Uint32Array(size),
  /** -1 for null, here and below. */
  firstTokenMs: new Int32Array(size),
  queueMs: new Int32Array(size),
  missingFacts: new Int32Array(size),
  flags: new Uint8Array(size),
})
type Columns = ReturnType<typeof columnsFor>
const NAMES = Object.keys(columnsFor(0)) as (keyof Columns)[]

const [ACKNOWLEDGEABLE, ACKNOWLEDGED] = [1, 2]
const HOUR_MS = 3_600_000
const OUTCOMES = Object.fromEntries(USAGE_OUTCOMES.map((name, number) => [name, number]))
const orNull = (value: number | undefined): number | null => (value === undefined || value < 0 ? null : value)

/** Facts of a part of the runs, to be read while others are added. */
interface RunFilter {
  /** ISO dates of the hospital, both included. */
  from: string
  to: string
  departments: 'all' | readonly string[]
  doctor?: string | undefined
}

/** The facts of runs in memory, in the order of their records, at 46 bytes a run. */
export class RunColumns {
  private columns = columnsFor(1024)
  private start = 0
  private end = 0
  private readonly texts = new Shared<string>()
  private readonly findings = new Shared<RunFact['findings']>()
  private readonly days = new Map<number, string>()

  get size(): number {
    return this.end - this.start
  }

  /** Adds a run; its record must be newer than all before. */
  add(id: number, fact: RunFact): void {
    if (this.end === this.columns.id.length) this.reserve(this.size * 2)
    const { columns, end, texts } = this
    columns.id[end] = id
    columns.hours[end] = Date.parse(fact.day) / HOUR_MS + fact.hour
    columns.doctor[end] = texts.numberOf(fact.doctorId, fact.doctorId)
    columns.name[end] = texts.numberOf(fact.doctorName, fact.doctorName)
    columns.department[end] = texts.numberOf(fact.departmentId, fact.departmentId)
    columns.template[end] = texts.numberOf(fact.template, fact.template)
    columns.findings[end] = this.findings.numberOf(JSON.stringify(fact.findings), fact.findings)
    columns.outcome[end] = OUTCOMES[fact.outcome] ?? 0
    columns.answerTokens[end] = fact.answerTokens
    columns.firstTokenMs[end] = fact.firstTokenMs ?? -1
    columns.queueMs[end] = fact.queueMs ?? -1
    columns.missingFacts[end] = fact.missingFacts ?? -1
    columns.flags[end] = (fact.acknowledgeable ? ACKNOWLEDGEABLE : 0) | (fact.acknowledged ? ACKNOWLEDGED : 0)
    this.end += 1
  }

  /** Notes that the answer whose last record has this number was acknowledged. */
  acknowledge(id: number): void {
    const at = this.firstFrom(id)
    const flags = this.columns.flags[at] ?? 0
    if (at < this.end && this.columns.id[at] === id && flags & ACKNOWLEDGEABLE) {
      this.columns.flags[at] = flags | ACKNOWLEDGED
    }
  }

  /** Forgets the runs whose records are older than the one of this number. */
  dropBefore(id: number): void {
    this.start = this.firstFrom(id)
  }

  /** The number of the record of the run that so many are newer than; null with fewer. */
  idBefore(newest: number): number | null {
    return this.size < newest ? null : (this.columns.id[this.end - newest] ?? null)
  }

  /** The runs of a filter, oldest first. What is added or forgotten meanwhile changes nothing. */
  *matching({ from, to, departments, doctor }: RunFilter): Generator<RunFact> {
    const { columns, end } = this
    const [first, last] = [Date.parse(from) / HOUR_MS, Date.parse(to) / HOUR_MS + 23]
    const within = departments === 'all' ? null : new Set(departments)
    for (let at = this.start; at < end; at++) {
      const hours = columns.hours[at] ?? 0
      if (hours < first || hours > last) continue
      const fact = this.factAt(columns, at)
      if (within && !within.has(fact.departmentId)) continue
      if (doctor === undefined || fact.doctorId === doctor) yield fact
    }
  }

  private factAt(columns: Columns, at: number): RunFact {
    const hours = columns.hours[at] ?? 0
    const text = (column: Uint32Array) => this.texts.values[column[at] ?? 0] ?? ''
    const flags = columns.flags[at] ?? 0
    const day = Math.floor(hours / 24)
    return {
      day: this.dayOf(day),
      hour: hours % 24,
      // 1970-01-01 was a Thursday.
      weekday: ((day + 3) % 7) + 1,
      doctorId: text(columns.doctor),
      doctorName: text(columns.name),
      departmentId: text(columns.department),
      outcome: USAGE_OUTCOMES[columns.outcome[at] ?? 0] ?? 'failed',
      answerTokens: columns.answerTokens[at] ?? 0,
      firstTokenMs: orNull(columns.firstTokenMs[at]),
      queueMs: orNull(columns.queueMs[at]),
      template: text(columns.template),
      missingFacts: orNull(columns.missingFacts[at]),
      findings: this.findings.values[columns.findings[at] ?? 0] ?? null,
      acknowledgeable: (flags & ACKNOWLEDGEABLE) !== 0,
      acknowledged: (flags & ACKNOWLEDGED) !== 0,
    }
  }

  private dayOf(day: number): string {
    const known = this.days.get(day)
    if (known !== undefined) return known
    const text = hospitalDay(new Date(day * 24 * HOUR_MS))
    this.days.set(day, text)
    return text
  }

  /** The place of the first run whose record has this number or a later one. */
  private firstFrom(id: number): number {
    let [low, high] = [this.start, this.end]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.columns.id[middle] ?? 0) < id) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Readers of the former columns keep them. */
  private reserve(size: number): void {
    const larger = columnsFor(Math.max(1024, size))
    for (const name of NAMES) larger[name].set(this.columns[name].subarray(this.start, this.end))
    ;[this.columns, this.end, this.start] = [larger, this.size, 0]
  }
}
