import { expect, test } from 'vitest'
import { compileForm, isCostly } from '@/lib/clinical/acceptance/compile-form'
import { foldText } from '@/lib/clinical/text/fold-text'

const finds = (form: string, text: string) => foldText(text).text.search(compileForm(form) ?? /(?!)/) >= 0

test.each([
  ['3.2 mmol/L', '血钾３．２ｍｍｏｌ／Ｌ', true],
  ['3.2 mmol/L', 'potassium of 3.2 mmol/L', true],
  ['10 mg', '给予10mg口服', true],
  ['10', '110', false],
  ['10', '10.5', false],
  ['G4', 'CKD G4期', true],
  ['ACE', 'the face', false],
  ['beta blocker', 'Beta  blockers', true],
  ['阿司匹林100mg', '阿司匹林 100 mg qd', true],
  ['急性ST段抬高', '急性 ST 段抬高', true],
  ['心绞痛（不稳定）', '心绞痛(不稳定)', true],
  ['/(?:停用|避免).{0,6}NSAID/i', '应避免使用 NSAIDs', true],
  ['/eGFR\\s*[<＜]\\s*30/i', 'eGFR＜30', true],
  ['/血鉀/', '血钾', true],
])('%s in %s', (form, text, expected) => {
  expect(finds(form, text)).toBe(expected)
})

test.each([
  ['(a+)+b', true],
  ['(a|aa)*c', true],
  ['(?:(a+)b)*', true],
  ['(a)\\1', true],
  ['(?:a|b){2,}', true],
  ['(?:a|b){2,101}', true],
  ['(?:a?b){0,9}', true],
  ['(?:(?!no|not)(?:[^.]|\\.\\d)){0,30}x', false],
  ['(?<!not (?:[^.]|\\.\\d){0,12})use', false],
  ['(?:停用|避免).{0,6}x', false],
  ['(?:a|b)?c+', false],
  ['[(+*]+', false],
  ['\\(a+\\)+', false],
  ['(?:abc)+', false],
])('the pattern %s is costly: %s', (source, expected) => {
  expect(isCostly(source)).toBe(expected)
})

test('a pattern that is costly or wrong is no form', () => {
  expect(compileForm('/(a+)+b/i')).toBeNull()
  expect(compileForm('/(/')).toBeNull()
})
