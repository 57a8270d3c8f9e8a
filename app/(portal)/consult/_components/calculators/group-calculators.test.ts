import { expect, test } from 'vitest'
import { CALCULATORS } from '@/lib/clinical/calculators/calculators'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { groupCalculators } from './group-calculators'

const NOTHING = { facts: [], terms: [] }
const CASE = readText('65岁男性，体重70kg，肌酐120μmol/L', builtInDictionary())

test('what the case fills stands first, and only there', () => {
  const groups = groupCalculators(CASE, '')
  expect(groups[0]?.id).toBe('ready')
  expect(groups[0]?.calculators.map(({ id }) => id)).toContain('cockcroft-gault')
  const ids = groups.flatMap(({ calculators }) => calculators.map(({ id }) => id))
  expect(ids.toSorted()).toEqual(CALCULATORS.map(({ id }) => id).toSorted())
})

test('without a case there are the groups alone, and a search leaves none that is empty', () => {
  expect(groupCalculators(NOTHING, '').some(({ id }) => id === 'ready')).toBe(false)
  const found = groupCalculators(NOTHING, 'Cockcroft')
  expect(found.map(({ calculators }) => calculators.map(({ id }) => id))).toEqual([['cockcroft-gault']])
  expect(groupCalculators(NOTHING, 'xyzzy')).toEqual([])
})
