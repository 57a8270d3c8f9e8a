import { describe, expect, test } from 'vitest'
import table from '@/lib/clinical/facts/plain-values.json'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

/** What is read of one analyte or sign: each number, and whether it is of before. */
function read(text: string, id: string): string[] {
  return readText(text, builtInDictionary()).facts.flatMap((fact) => {
    if (fact.kind !== 'lab' && fact.kind !== 'vital') return []
    if ((fact.kind === 'lab' ? fact.analyte : fact.vital) !== id) return []
    return [`${fact.value}${fact.status === 'history' ? ' before' : ''}`]
  })
}

/** Two values of one name in a sentence of every day: both are read, the first as of before, whatever is measured. */
describe.each(['zh-CN', 'en'] as const)('two values of one name, %s', (locale) => {
  test.each(table.sentences[locale])('%s', (sentence) => {
    const wrong = table.names[locale].flatMap(([name = '', id = '', before = '', now = '']) => {
      const text = sentence.replaceAll('{A}', name).replace('{1}', before).replace('{2}', now)
      const wanted = [`${parseFloat(before)} before`, String(parseFloat(now))]
      const found = read(text, id)
      return wanted.every((one) => found.includes(one)) ? [] : [`${text}: ${found.join(', ')}`]
    })
    expect(wrong).toEqual([])
  })
})
