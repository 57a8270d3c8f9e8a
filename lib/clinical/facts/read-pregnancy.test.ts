import { describe, expect, test } from 'vitest'
import cases from '@/lib/clinical/facts/read-pregnancy.cases.json'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

/** The state of pregnancy that a text tells, each once, with the weeks: `pregnant 26.43`; `-` for none. */
function stateOf(text: string): string {
  const told = readText(text, builtInDictionary()).facts.flatMap((fact) =>
    fact.kind === 'pregnancy'
      ? [fact.weeks === undefined ? fact.value : `${fact.value} ${fact.weeks.toFixed(2)}`]
      : [],
  )
  return [...new Set(told)].join(' ') || '-'
}

describe.each(Object.entries(cases))('pregnancy: %s', (_, lines) => {
  test.each(lines.map(([text = '', expected = '']) => [text, expected] as const))('%s', (text, expected) => {
    expect(stateOf(text)).toBe(expected)
  })
})
