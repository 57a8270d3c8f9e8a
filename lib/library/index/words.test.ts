import { describe, expect, test } from 'vitest'
import { builtInDictionary, builtInEntries, compileDictionary } from '@/lib/clinical/terms/dictionary'
import { Words, wordsOf } from '@/lib/library/index/words'

const words = wordsOf(builtInDictionary())
const concepts = (text: string) => words.cut(text).named.flatMap((named) => named.tokens)

describe('one token for every name of a concept', () => {
  test.each([
    ['心梗', '急性心肌梗死'],
    ['心梗', 'heart attacks'],
    ['拜瑞妥', 'rivaroxaban'],
    ['Xarelto', '利伐沙班'],
    ['做介入', 'PCI'],
    ['放支架', 'percutaneous coronary intervention'],
    ['拉肚子', '腹泻'],
    ['diarrhea', 'diarrhoea'],
    ['打呼噜', 'snoring'],
    ['减量', 'dose reduction'],
    ['房颤', 'atrial fibrillation'],
  ])('%s = %s', (one, other) => {
    expect(concepts(one)).toHaveLength(1)
    expect(concepts(one)).toEqual(concepts(other))
  })
})

test('the longest name counts, and the shorter ones inside it are kept beside', () => {
  const [named] = words.cut('糖尿病肾病').named
  expect(named?.tokens).toEqual(['@diabetic_kidney_disease'])
  expect(named?.inner).toContain('@diabetes_mellitus')
})

test('an abbreviation of two meanings is settled by what stands beside it', () => {
  expect(concepts('肺癌 EGFR 突变')).toContain('@epidermal_growth_factor_receptor')
  expect(concepts('肌酐升高，eGFR 28')).toContain('@estimated_glomerular_filtration_rate')
})

test('everyday words hide the terms inside them', () => {
  expect(concepts('线下感受')).toEqual([])
})

test('places are those of the text', () => {
  const { folded, named } = words.cut('ＳＴＥＭＩ 与 T4a')
  expect(named.map(({ from, to }) => folded.text.slice(from, to))).toEqual(['stemi'])
})

test('the fingerprint changes with a name of the dictionary and with nothing else', () => {
  const entries = builtInEntries()
  const same = new Words(compileDictionary(entries))
  const more = new Words(
    compileDictionary([...entries, { kind: 'drug', zh: '本院合剂', en: 'house mixture' }]),
  )
  expect(same.fingerprint).toBe(words.fingerprint)
  expect(more.fingerprint).not.toBe(words.fingerprint)
})
