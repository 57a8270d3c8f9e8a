import type { FactOf, TermStatus, ValueFlag, Vital } from '@/lib/clinical/contract'
import bands from '@/lib/clinical/facts/vital-bands.json'
import { VITAL_ROWS, type VitalRow } from '@/lib/clinical/facts/labels'
import type { Measurement } from '@/lib/clinical/facts/measurement'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'

const KPA_TO_MMHG = 7.50062

const outside = (value: number, [low, high]: readonly number[]) =>
  value < (low ?? -Infinity) ? 'low' : value > (high ?? Infinity) ? 'high' : null

/** Signs whose limits change with age; the others are the same for a child. */
const BY_AGE = new Set(bands.rows.map(({ vital }) => vital))

/** A sign judged by the band of the patient's age; `unknown` for a child's sign without one. An unknown age is an adult's. */
function flagOf({ id, hard, normal, critical }: VitalRow, value: number, years: number | null): ValueFlag {
  if (outside(value, hard)) return 'impossible'
  const child = years !== null && years < bands.adultFromYears
  if (child && BY_AGE.has(id)) {
    const band = bands.rows.find((row) => row.vital === id && years >= row.fromYears && years < row.toYears)
    return band ? (outside(value, [band.low, band.high]) ?? 'normal') : 'unknown'
  }
  const [low, high] = critical ?? []
  if (!child && typeof low === 'number' && value <= low) return 'critical_low'
  if (!child && typeof high === 'number' && value >= high) return 'critical_high'
  return outside(value, normal) ?? 'normal'
}

/** Written values in the unit of the contract: ℉ and kPa converted, an oxygen fraction from per cent. */
function canonical(row: VitalRow, value: number, unit: string | null): number {
  const fahrenheit = unit === '℉' || (row.id === 'temperature' && unit === null && value > 80)
  if (fahrenheit) return Number((((value - 32) * 5) / 9).toFixed(1))
  if (unit === 'kPa') return Math.round(value * KPA_TO_MMHG)
  if (row.id === 'fio2' && (unit === '%' || value > 1)) return value / 100
  return value
}

interface FoundVital {
  from: number
  to: number
  value: number
  unit: string | null
  comparator?: '<' | '>'
  superseded?: true
}

function vitalFact(
  { folded, row }: { folded: FoldedText; row: VitalRow },
  found: FoundVital,
  { status, years }: { status: TermStatus; years: number | null },
): FactOf<'vital'> {
  const value = canonical(row, found.value, found.unit)
  return {
    kind: 'vital',
    ...originalSpan(folded, found.from, found.to),
    vital: row.id as Vital,
    value,
    unit: row.unit,
    flag: flagOf(row, value, years),
    ...(found.comparator ? { comparator: found.comparator } : {}),
    ...(found.unit === null && row.unit !== '' ? { assumed: true as const } : {}),
    ...(found.superseded ? { superseded: true as const } : {}),
    ...(status === 'affirmed' && !found.superseded ? {} : { status: found.superseded ? 'history' : status }),
  }
}

/** The facts of one measured vital sign; a blood pressure makes two. */
export function vitalFacts(
  folded: FoldedText,
  measured: Exclude<Measurement, { kind: 'lab' }>,
  judged: { status: TermStatus; years: number | null },
): FactOf<'vital'>[] {
  if (measured.kind === 'vital') {
    const { row, values } = measured
    return values.map((one, i) =>
      vitalFact({ folded, row }, i < values.length - 1 ? { ...one, superseded: true } : one, judged),
    )
  }
  const { from, to, unit, systolic, diastolic, superseded, doubtful } = measured
  const { years } = judged
  const status = doubtful ? 'uncertain' : judged.status
  return (['systolic', 'diastolic'] as const).flatMap((id) => {
    const row = VITAL_ROWS.get(id)
    const value = id === 'systolic' ? systolic : diastolic
    return row
      ? [
          vitalFact(
            { folded, row },
            { from, to, value, unit, ...(superseded ? { superseded } : {}) },
            { status, years },
          ),
        ]
      : []
  })
}
