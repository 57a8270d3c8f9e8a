import { describe, expect, test } from 'vitest'
import cases from '@/lib/clinical/facts/value-times.cases.json'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

/** A text with its values marked `{K 3.1|p}` for a past one and `{K 4.0|c}` for the current one. */
function marked(written: string) {
  const marks: { from: number; to: number; name: string; past: boolean }[] = []
  let text = ''
  for (const [i, piece] of written.split(/[{}]/).entries()) {
    const name = piece.replace(i % 2 === 1 ? /\|[pc]$/ : '', '')
    const from = text.length
    text += name
    if (i % 2 === 1) marks.push({ from, to: text.length, name, past: piece.endsWith('|p') })
  }
  return { text, marks }
}

describe.each(Object.entries(cases))('values: %s', (_, lines) => {
  test.each(lines)('%s', (written) => {
    const { text, marks } = marked(written)
    const facts = readText(text, builtInDictionary()).facts.flatMap((fact) =>
      fact.kind === 'lab' || fact.kind === 'vital' ? [fact] : [],
    )
    const wrong = marks.flatMap(({ from, to, name, past }) => {
      const here = facts.filter(
        (fact) =>
          fact.start < to &&
          fact.end > from &&
          name.includes(/[\d.]+(?!.*\d)/.exec(fact.surface)?.[0] ?? '?'),
      )
      if (here.length === 0) return [`${name}: not read`]
      return here.every(({ status }) => (status === 'history') === past)
        ? []
        : [`${name}: ${here[0]?.status ?? 'now'}`]
    })
    expect(wrong).toEqual([])
  })
})
