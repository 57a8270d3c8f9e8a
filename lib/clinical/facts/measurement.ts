import type { Analyte } from '@/lib/clinical/facts/analytes'
import type { VitalRow } from '@/lib/clinical/facts/labels'
import type { FoundQuantity } from '@/lib/clinical/facts/read-quantity'
import type { Specimen } from '@/lib/clinical/facts/specimens'

/** A value of a series, in folded text from its label or arrow to its unit. */
export interface MeasuredValue extends FoundQuantity {
  from: number
  /** Its column of a pair dates it, whatever stands around. */
  settled?: true
  /** Its column is an earlier one, and that of now is left empty. */
  passed?: true
}

/** A label with its value or series of values, before anything is judged. */
export type Measurement =
  | { kind: 'lab'; analyte: Analyte; specimen: Specimen | null; values: MeasuredValue[] }
  | { kind: 'vital'; row: VitalRow; values: MeasuredValue[] }
  | {
      kind: 'pressure'
      from: number
      to: number
      systolic: number
      diastolic: number
      unit: string | null
      superseded?: true
      /** The text does not tell which of its numbers it is. */
      doubtful?: true
      /** Its row is an earlier one. */
      passed?: true
      /** Its column dates it as the newest. */
      settled?: true
    }
