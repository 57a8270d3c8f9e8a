import { CALCULATORS } from '@/lib/clinical/calculators/calculators'
import { compute } from '@/lib/clinical/calculators/compute'
import type { Calculator } from '@/lib/clinical/calculators/definition'
import { fillInputs } from '@/lib/clinical/calculators/fill-inputs'
import type { Fact, Term } from '@/lib/clinical/contract'

/** What was read in a case. */
export interface CaseFacts {
  facts: readonly Fact[]
  terms: readonly Term[]
}

/** Calculators whose every input the text gives and which then have a result; those with more inputs first. */
export function readyCalculators(given: CaseFacts): Calculator[] {
  const ready = CALCULATORS.filter((calculator) => {
    const filled = fillInputs(calculator, given)
    if (calculator.inputs.some(({ id }) => filled[id] === undefined)) return false
    const entries = Object.fromEntries(Object.entries(filled).map(([id, { entry }]) => [id, entry]))
    const { state } = compute(calculator, entries)
    return state !== 'incomplete' && state !== 'not_applicable'
  })
  return ready.toSorted((a, b) => b.inputs.length - a.inputs.length)
}
