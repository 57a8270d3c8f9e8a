import type { FactOf, TermStatus, ValueFlag, Vital } from '@/lib/clinical/contract'
import { VITAL_ROWS, type VitalRow } from '@/lib/clinical/facts/labels'
import type { Measurement } from '@/lib/clinical/facts/lex-measurements'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'

const KPA_TO_MMHG = 7.50062

const outside = (value: number, [low, high]: readonly number[]) =>
  value < (low ?? -Infinity) ? 'low' : value > (high ?? Infinity) ? 'high' : null

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
  folded: FoldedText,
  row: VitalRow,
  found: FoundVital,
  status: TermStatus,
): FactOf<'vital'> {
  const value = canonical(row, found.value, found.unit)
  const flag: ValueFlag = outside(value, row.hard) ? 'impossible' : (outside(value, row.normal) ?? 'normal')
  return {
    kind: 'vital',
    ...originalSpan(folded, found.from, found.to),
    vital: row.id as Vital,
    value,
    unit: row.unit,
    flag,
    ...(found.comparator ? { comparator: found.comparator } : {}),
    ...(found.unit === null && row.unit !== '' ? { assumed: true as const } : {}),
    ...(found.superseded ? { superseded: true as const } : {}),
    ...(status === 'affirmed' ? {} : { status }),
  }
}

/** The facts of one measured vital sign; a blood pressure makes two. */
export function vitalFacts(
  folded: FoldedText,
  measured: Exclude<Measurement, { kind: 'lab' }>,
  { status }: { status: TermStatus },
): FactOf<'vital'>[] {
  if (measured.kind === 'vital') {
    const { row, values } = measured
    return values.map((one, i) =>
      vitalFact(folded, row, i < values.length - 1 ? { ...one, superseded: true } : one, status),
    )
  }
  const { from, to, unit, systolic, diastolic } = measured
  return (['systolic', 'diastolic'] as const).flatMap((id) => {
    const row = VITAL_ROWS.get(id)
    const value = id === 'systolic' ? systolic : diastolic
    return row ? [vitalFact(folded, row, { from, to, value, unit }, status)] : []
  })
}
