import { describe, expect, test } from 'vitest'
import { foldText } from '@/lib/clinical/text/fold-text'
import { bigrams, lexWords } from '@/lib/library/index/lex-words'
import { stemWord } from '@/lib/library/index/stem-word'

const tokens = (text: string) => lexWords(foldText(text).text).flatMap((place) => place.tokens)

describe('a number with what belongs to it is one token', () => {
  test.each([
    ['1.73', ['#1.73']],
    ['0.5 mg', ['#0.5', '#0.5mg']],
    ['0.5毫克', ['#0.5', '#0.5mg']],
    ['≥90', ['#90', '#≥90']],
    ['>= 90', ['#90', '#≥90']],
    ['<15', ['#15', '#<15']],
    ['＜15', ['#15', '#<15']],
    ['7.5%', ['#7.5', '#7.5%']],
    ['10^9/L', ['×10^9/l']],
    ['100×10⁹/L', ['#100', '×10^9/l']],
    ['1,200 mL', ['#1200', '#1200ml']],
    ['mL/min', ['ml/min']],
    ['28 mL/min/1.73 m²', ['#28', 'ml/min/1.73m^2']],
    ['0.1 U/kg/h', ['#0.1', 'u/kg/h']],
  ])('%s', (text, expected) => {
    expect(tokens(text)).toEqual(expected)
  })

  test.each(['15-29', '15–29', '15~29', '15～29', '15 － 29', '15至29', '15 to 29'])(
    'a range is the same however it is written: %s',
    (text) => {
      expect(tokens(text)).toEqual(['#15-29'])
    },
  )
})

test.each([
  ['T4a与T4b', ['t4a', 't4b']],
  ['HbA1c', ['hba1c']],
  ['CHA₂DS₂-VASc', ['cha2ds2', 'vasc']],
  ['G3a 期', ['g3a']],
])('names with digits stay whole: %s', (text, expected) => {
  expect(tokens(text)).toEqual(expected)
})

test('Han is cut into neighbours, and a lone character is none', () => {
  expect(tokens('肾功能')).toEqual(['肾功', '功能'])
  expect(tokens('用5天')).toEqual(['#5'])
  expect(bigrams('肾功能')).toEqual([
    { at: 0, word: '肾功' },
    { at: 1, word: '功能' },
  ])
})

test.each([
  ['stages', 'staging', 'staged'],
  ['dose', 'doses', 'dosing'],
  ['bleed', 'bleeds', 'bleeding'],
  ['stop', 'stopped', 'stopping'],
  ['antibody', 'antibodies'],
  ['oedema', 'edema'],
  ['anaemia', 'anemia'],
  ['tumours', 'tumor'],
  ['stabilisation', 'stabilization'],
])('%s and what is written like it are one word', (...forms) => {
  expect(new Set(forms.map(stemWord)).size).toBe(1)
})

test.each(['sepsis', 'pus', 'access', 'ring', 'bed', 't4a', 'hba1c'])('%s stays whole', (word) => {
  expect(stemWord(word)).toBe(word)
})
