import { describe, expect, test } from 'vitest'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { builtInTables } from '@/lib/clinical/medication/medication-tables'
import lexicon from '@/lib/library/index/lexicon.json'
import { conceptToken, wordsOf } from '@/lib/library/index/words'
import qualifiers from '@/lib/library/query/qualifiers.json'
import relations from '@/lib/library/query/relations.json'

const known = new Set(wordsOf(builtInDictionary()).concepts().keys())
const unknown = (names: readonly string[]) => names.filter((name) => !known.has(conceptToken(name)))

describe('every name in the tables of the library is a concept', () => {
  test('relations', () => {
    const names = relations.concepts.flatMap(({ of, also }) => [of, ...Object.keys(also)])
    expect(unknown([...names, ...relations.general, ...relations.classes.map(({ of }) => of)])).toEqual([])
  })

  test('qualifiers', () => {
    const names = qualifiers.values.flatMap(({ high, low }) => [...high, ...low])
    const { kidney, ages, pregnant } = qualifiers
    expect(
      unknown([...names, ...kidney.impaired, ...pregnant, ...ages.flatMap((row) => row.concepts)]),
    ).toEqual([])
  })

  test('classes select drugs', () => {
    const { drugs } = builtInTables()
    expect(relations.classes.filter(({ drugs: selectors }) => drugs.of(selectors).size === 0)).toEqual([])
  })
})

test('a name asks one aspect', () => {
  const names = lexicon.aspects.flatMap((aspect) => aspect.names)
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})

test('no relation makes a word its own neighbour, and none says the same', () => {
  for (const { of, also } of relations.concepts) {
    expect(Object.keys(also)).not.toContain(of)
    for (const weight of Object.values(also)) expect(weight).toBeLessThan(1)
  }
})
