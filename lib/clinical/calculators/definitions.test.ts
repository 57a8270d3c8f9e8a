import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CALCULATORS } from './calculators'
import { compute, fromFirstUnit, toFirstUnit, type Entry } from './compute'
import { isoDay } from './day'
import type { CalculatorInput } from './definition'
import { FORMULAS } from './formulas'
import { resultText } from './result-text'

describe('definitions', () => {
  test('every id is there once, and every formula has its definition', () => {
    const ids = CALCULATORS.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const formulas = CALCULATORS.filter(({ kind }) => kind === 'formula').map(({ id }) => id)
    expect(Object.keys(FORMULAS).sort()).toEqual(formulas.sort())
  })
  test.each(CALCULATORS.map((one) => [one.id, one] as const))(
    '%s is consistent',
    (_, { kind, inputs, ...rest }) => {
      for (const bands of [
        rest.interpretation.bands,
        ...inputs.map((input) => ('bands' in input ? input.bands : null)),
      ]) {
        if (!bands) continue
        const limits = bands.map(({ upTo, below }) => upTo ?? below ?? Infinity)
        expect(limits).toEqual(limits.toSorted((a, b) => a - b))
        expect(limits.filter((limit) => limit === Infinity)).toHaveLength(1)
      }
      expect(kind === 'score' ? rest.results.length : 1).toBe(1)
    },
  )

  const entryOf = (input: CalculatorInput): fc.Arbitrary<Entry> => {
    if (input.kind === 'yesNo') return fc.boolean()
    if (input.kind === 'date') return fc.integer({ min: 20_000, max: 20_300 }).map(isoDay)
    if (input.kind === 'choice') return fc.constantFrom(...input.options.map(({ id }) => id))
    return fc
      .tuple(fc.double({ min: input.min, max: input.max, noNaN: true }), fc.constantFrom(...input.units))
      .map(([value, { unit }]) => ({ value: fromFirstUnit(input, value, unit), unit }))
  }
  test.each(CALCULATORS.map((one) => [one.id, one] as const))(
    '%s: any values in range give a finite result in any unit',
    (_, definition) => {
      const arbitrary = fc.record(
        Object.fromEntries(definition.inputs.map((input) => [input.id, entryOf(input)])),
      )
      fc.assert(
        fc.property(arbitrary, (given) => {
          const computation = compute(definition, given)
          expect(['done', 'not_applicable']).toContain(computation.state)
          for (const locale of ['zh-CN', 'en'] as const) {
            const text = resultText(definition, { computation, entries: given, locale })
            expect(text === '').toBe(computation.state !== 'done')
            expect(text).not.toMatch(/NaN|undefined|Infinity/)
          }
        }),
        { numRuns: 40 },
      )
    },
  )
  test('a change of unit there and back keeps the value', () => {
    for (const input of CALCULATORS.flatMap(({ inputs }) => inputs)) {
      if (input.kind !== 'number') continue
      for (const { unit } of input.units) {
        const back = toFirstUnit(input, { value: fromFirstUnit(input, input.max, unit), unit })
        expect(back).toBeCloseTo(input.max, 6)
      }
    }
  })
})
