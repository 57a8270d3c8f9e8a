import { CALCULATORS } from '@/lib/clinical/calculators/calculators'
import type { Calculator } from '@/lib/clinical/calculators/definition'

/** The calculator with this id; undefined for one this version does not have. */
export function calculatorOf(id: string): Calculator | undefined {
  return CALCULATORS.find((one) => one.id === id)
}
