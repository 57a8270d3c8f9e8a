import { expect, test } from 'vitest'
import ambiguities from '@/lib/clinical/terms/ambiguities.json'
import conditions from '@/lib/clinical/terms/conditions.json'
import { builtInEntries } from '@/lib/clinical/terms/dictionary'
import drugs from '@/lib/clinical/terms/drugs.json'
import findings from '@/lib/clinical/terms/findings.json'

test('the tables of the portal hold what they promise', () => {
  const coded = [...conditions.entries, ...findings.entries]
  expect(coded.length).toBeGreaterThanOrEqual(600)
  expect(drugs.entries.length).toBeGreaterThanOrEqual(400)
  expect(coded.filter(({ icd10 }) => !/^[A-Z]\d\d(\.\d)?$/.test(icd10))).toEqual([])
  expect(drugs.entries.filter(({ atc }) => !/^[A-Z]\d\d[A-Z]{0,2}(\d\d)?$/.test(atc))).toEqual([])
})

test('the tables of the portal name each concept once', () => {
  const names = builtInEntries()
    .filter((entry) => !(ambiguities.entries as unknown[]).includes(entry))
    .map(({ kind, en }) => `${kind} ${en}`)
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})
