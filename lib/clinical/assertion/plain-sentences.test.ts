import { describe, expect, test } from 'vitest'
import table from '@/lib/clinical/assertion/plain-sentences.json'
import { misread } from '@/lib/testing/status-cases'

/** A sentence with a name in its slot, marked with the letter that it is to have. */
function filled(sentence: string, name: string, letter: string): string {
  const opens = sentence.startsWith('X') ? name.charAt(0).toUpperCase() + name.slice(1) : name
  return sentence.replace('X', `{${opens}|${letter}}`)
}

describe.each(Object.entries(table))('plain sentences, %s, alone and between others', (language, rows) => {
  const gap = language === 'en' ? ' ' : ''
  const around = rows.neighbours.map((one, i) => [`${one}${gap}`, rows.neighbours[i + 1] ?? ''] as const)
  const told = (statuses: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(statuses).flatMap(([letter, sentences]) => sentences.map((one) => [one, letter] as const))
  const wrongly = (sentence: string, letter: string, names: readonly string[]) =>
    names.flatMap((name) =>
      [['', ''] as const, ...around].flatMap(([before, behind]) =>
        misread(`${before}${filled(sentence, name, letter)}${gap}${behind}`),
      ),
    )
  test.each(told(rows['of conditions']))('%s %s', (sentence, letter) => {
    expect(wrongly(sentence, letter, rows.conditions)).toEqual([])
  })
  test.each(told(rows['of drugs']))('%s %s', (sentence, letter) => {
    expect(wrongly(sentence, letter, rows.drugs)).toEqual([])
  })
})
