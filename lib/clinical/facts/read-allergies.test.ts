import { describe, expect, test } from 'vitest'
import cases from '@/lib/clinical/facts/read-allergies.cases.json'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

/** What a text says of the patient's own allergies: `NONE` for a denial, the substances, or `-` for nothing. */
function allergiesOf(text: string): { none: boolean; substances: string[]; relatives: string[] } {
  const all = readText(text, builtInDictionary()).facts.flatMap((fact) =>
    fact.kind === 'allergy' ? [fact] : [],
  )
  const own = all.filter(({ experiencer }) => !experiencer)
  return {
    relatives: all.flatMap(({ experiencer, substance }) =>
      experiencer ? (substance?.toLowerCase() ?? []) : [],
    ),
    none: own.some(({ none }) => none),
    substances: own.flatMap(({ substance }) => substance?.toLowerCase() ?? []),
  }
}

describe.each(Object.entries(cases))('allergies: %s', (_, lines) => {
  test.each(lines.map(([text = '', expected = '', relatives]) => [text, expected, relatives] as const))(
    '%s: %s',
    (text, expected, relatives) => {
      const { none, substances, relatives: theirs } = allergiesOf(text)
      if (relatives !== undefined) expect(theirs.join(';')).toBe(relatives)
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
