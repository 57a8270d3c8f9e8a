/** A round of the year in days that are numbered month × 31 + day, and of the day in minutes. */
const ROUND = { day: 372, minute: 1440 } as const
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** Where a head of a column stands among others of its kind: a count without an end, or a place in a round. */
export interface ColumnPlace {
  kind: 'count' | keyof typeof ROUND
  at: number
}

/** Which way columns of one kind go: 1 where the newest is last, -1 where it is first, 0 for none. A round goes the shorter way: 12/28 | 1/3. */
export function orderOf(places: readonly ColumnPlace[]): 1 | -1 | 0 {
  const [first] = places
  if (!first || places.length < 2 || places.some(({ kind }) => kind !== first.kind)) return 0
  const steps = places.slice(1).map(({ at }, i) => at - (places[i]?.at ?? 0))
  if (steps.includes(0)) return 0
  const rises = steps.every((one) => one > 0)
  const plain = rises || steps.every((one) => one < 0) ? (rises ? 1 : -1) : 0
  // 08:00 | 22:00 rises within its day, however much shorter the way over midnight would be.
  if (first.kind === 'count' || (first.kind === 'minute' && rises)) return plain
  const round = ROUND[first.kind]
  const way = (sign: 1 | -1) => steps.reduce((sum, one) => sum + ((sign * one + round) % round), 0)
  const shorter = way(1) <= way(-1) ? 1 : -1
  // Jan | Sep: within a year only a way that is much shorter leads over its end.
  if (first.kind === 'day' && plain !== 0 && 2 * way(shorter) > way(shorter === 1 ? -1 : 1)) return plain
  return shorter
}

const MONTH =
  /^(?:(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: ?['’]?((?:20)?\d\d)(?![\d/:]))?|(\d{1,2})月)$/

/** The place of a head that is nothing but a month, `nov`, `mar '24`, `7月`, or a year; null for others. */
export function monthPlace(head: string): ColumnPlace | null {
  const year = /^((?:19|20)\d\d)年?$/.exec(head)
  if (year) return { kind: 'count', at: Number(year[1]) }
  const month = MONTH.exec(head)
  if (!month) return null
  const number = month[3] === undefined ? MONTHS.indexOf(month[1] ?? '') + 1 : Number(month[3])
  if (month[2] !== undefined) return { kind: 'count', at: (Number(month[2]) % 100) * 12 + number }
  return { kind: 'day', at: number * 31 }
}
