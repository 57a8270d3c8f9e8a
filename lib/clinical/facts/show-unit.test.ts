import { expect, test } from 'vitest'
import { showUnit } from './show-unit'

test.each([
  ['×10^9/L', '×10⁹/L'],
  ['mL/min/1.73m^2', 'mL/min/1.73m²'],
  ['cm H2O·s^-1', 'cm H2O·s⁻¹'],
  ['mmol/L', 'mmol/L'],
])('%s is shown as %s', (unit, shown) => {
  expect(showUnit(unit)).toBe(shown)
})
