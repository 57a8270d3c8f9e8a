import { describe, expect, test } from 'vitest'
import cases from '@/lib/clinical/facts/read-person.cases.json'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

/** The age and sex of the patient as a text tells them: `66 year female`, `-` for neither, `?` behind what contradicts itself. */
function personOf(text: string): string {
  const { facts } = readText(text, builtInDictionary())
  const ages = facts.flatMap((fact) =>
    fact.kind === 'age' ? [`${fact.value} ${fact.unit}${fact.doubt ? '?' : ''}`] : [],
  )
  const sexes = facts.flatMap((fact) => (fact.kind === 'sex' ? [fact.value + (fact.doubt ? '?' : '')] : []))
  return [...ages, ...new Set(sexes)].join(' ') || '-'
}

describe.each(Object.entries(cases))('age and sex: %s', (_, lines) => {
  test.each(lines.map(([text = '', expected = '']) => [text, expected] as const))('%s', (text, expected) => {
    expect(personOf(text)).toBe(expected)
  })
})
