import { CALCULATORS } from '@/lib/clinical/calculators/calculators'
import { GROUPS, type Calculator } from '@/lib/clinical/calculators/definition'
import { readyCalculators, type CaseFacts } from './list-ready'

/** Calculators that stand together under a heading. */
export interface CalculatorGroup {
  id: 'ready' | (typeof GROUPS)[number]
  calculators: Calculator[]
}

/** The calculators that fit what is searched, in the order in which they are shown: those that the case fills, then the others by group. */
export function groupCalculators(given: CaseFacts, search: string): CalculatorGroup[] {
  const wanted = search.trim().toLowerCase()
  const fits = ({ id, name }: Calculator) =>
    `${id} ${name['zh-CN']} ${name.en}`.toLowerCase().includes(wanted)
  const ready = readyCalculators(given).filter(fits)
  const others = CALCULATORS.filter((calculator) => fits(calculator) && !ready.includes(calculator))
  return [
    { id: 'ready' as const, calculators: ready },
    ...GROUPS.map((id) => ({ id, calculators: others.filter(({ group }) => group === id) })),
  ].filter(({ calculators }) => calculators.length > 0)
}
