import { CALCULATORS } from '@/lib/clinical/calculators/calculators'
import { compute, type Entries } from '@/lib/clinical/calculators/compute'

/** What is entered: numbers in the first unit of their input unless written as `[value, unit]`. */
export type Given = Record<string, number | string | boolean | [number, string]>

/** The results of a calculator by id with the English reading; no results and the state where it could not be computed. */
export function worked(id: string, given: Given): { values: Record<string, number | null>; reading: string } {
  const calculator = CALCULATORS.find((one) => one.id === id)
  if (!calculator) throw new Error(`no calculator ${id}`)
  const entries: Entries = Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const input = calculator.inputs.find((one) => one.id === key)
      if (!input) throw new Error(`${id} has no input ${key}`)
      if (Array.isArray(value)) return [key, { value: value[0], unit: value[1] }]
      const unit = input.kind === 'number' ? (input.units[0]?.unit ?? '') : ''
      return [key, typeof value === 'number' ? { value, unit } : value]
    }),
  )
  const computation = compute(calculator, entries)
  if (computation.state !== 'done') return { values: {}, reading: JSON.stringify(computation) }
  const values = Object.fromEntries(computation.results.map((one) => [one.id, one.value]))
  return { values, reading: computation.interpretation.text.en }
}
