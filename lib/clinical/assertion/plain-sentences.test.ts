import { describe, expect, test } from 'vitest'
import table from '@/lib/clinical/assertion/plain-sentences.json'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'

/** The status of the name that stands at `from` of a text. */
const statusAt = (text: string, from: number) =>
  recogniseTerms(text, builtInDictionary()).find(({ start, end }) => start <= from && from < end)?.status

/** The names for which a sentence, alone or between two others, is not read as it is meant. */
function misread(sentence: string, names: readonly string[], { gap, neighbours, status }: Plain): string[] {
  const slot = sentence.indexOf('X')
  return names.flatMap((name) => {
    const plain = sentence.replace('X', slot === 0 ? name.charAt(0).toUpperCase() + name.slice(1) : name)
    const around = neighbours.map((one, i) => [`${one}${gap}`, neighbours[i + 1] ?? ''] as const)
    return [['', ''] as const, ...around].flatMap(([before, behind]) => {
      const text = `${before}${plain}${gap}${behind}`
      const found = statusAt(text, before.length + slot)
      return found === status ? [] : [`${text} ${found ?? 'not found'}`]
    })
  })
}
interface Plain {
  gap: string
  neighbours: readonly string[]
  status: string
}

describe.each(Object.entries(table))('plain sentences, %s, alone and between others', (language, rows) => {
  const gap = language === 'en' ? ' ' : ''
  const told = (statuses: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(statuses).flatMap(([status, sentences]) => sentences.map((one) => [one, status] as const))
  test.each(told(rows['of conditions']))('%s %s', (sentence, status) => {
    expect(misread(sentence, rows.conditions, { gap, neighbours: rows.neighbours, status })).toEqual([])
  })
  test.each(told(rows['of drugs']))('%s %s', (sentence, status) => {
    expect(misread(sentence, rows.drugs, { gap, neighbours: rows.neighbours, status })).toEqual([])
  })
})
