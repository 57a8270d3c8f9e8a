import { describe, expect, test } from 'vitest'
import cases from '@/lib/clinical/facts/read-allergies.cases.json'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

/** What a text says of the patient's own allergies: `NONE` for a denial, the substances, or `-` for nothing. */
function allergiesOf(text: string): { none: boolean; substances: string[] } {
  const own = readText(text, builtInDictionary()).facts.flatMap((fact) =>
    fact.kind === 'allergy' && !fact.experiencer ? [fact] : [],
  )
  return {
    none: own.some(({ none }) => none),
    substances: own.flatMap(({ substance }) => substance?.toLowerCase() ?? []),
  }
}

describe.each(Object.entries(cases))('allergies: %s', (_, lines) => {
  test.each(lines.map(([text = '', expected = '']) => [text, expected] as const))(
    '%s: %s',
    (text, expected) => {
      const { none, substances } = allergiesOf(text)
      if (expected === 'NONE') expect({ none, substances }).toEqual({ none: true, substances: [] })
      else {
        const names = expected === '-' ? [] : expected.split(';')
        const missing = names.filter(
          (name) => !substances.some((one) => one.includes(name) || name.includes(one)),
        )
        expect({ missing, count: substances.length }).toEqual({ missing: [], count: names.length })
      }
    },
  )
})
