import { describe, expect, test } from 'vitest'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { readQuery } from '@/lib/library/query/read-query'
import type { QueryGroup } from '@/lib/library/query/library-query'

const dictionary = builtInDictionary()
const read = (question: string) => readQuery(question, { dictionary, ...readText(question, dictionary) })
const tokens = (groups: readonly QueryGroup[]) => groups.map(({ any: [main] }) => main?.token)
const ofRole = (question: string, role: QueryGroup['role']) =>
  tokens(read(question).groups.filter((group) => group.role === role))
const weightOf = (question: string, token: string) =>
  Math.max(
    0,
    ...read(question).groups.flatMap(({ any }) =>
      any.filter((one) => one.token === token).map(({ weight }) => weight),
    ),
  )

describe('what a question asks for', () => {
  test('its terms are subjects, what is asked of them is an aspect, the rest are words', () => {
    expect(ofRole('拜瑞妥要减量吗', 'subject')).toEqual(['@rivaroxaban'])
    expect(ofRole('拜瑞妥要减量吗', 'aspect')).toEqual(['@aspect_dose_reduction'])
    expect(ofRole('结直肠癌T4a与T4b的区别', 'word')).toEqual(['t4a', 't4b'])
  })

  test.each(['如何处理？', '什么 怎么样 吗', 'what should I do?', 'how is it'])(
    'words that only ask are no words: %s',
    (question) => {
      expect(ofRole(question, 'subject')).toEqual([])
      expect(ofRole(question, 'word')).toEqual([])
    },
  )

  test('a disease asks for its forms, a drug for its class, a class for its drugs', () => {
    expect(weightOf('心梗', '@st_elevation_myocardial_infarction')).toBeGreaterThan(0.5)
    expect(weightOf('利伐沙班', '@direct_oral_anticoagulant')).toBeGreaterThan(0)
    expect(weightOf('DOAC', '@rivaroxaban')).toBeGreaterThan(0.5)
    expect(weightOf('抗血小板药', '@ticagrelor')).toBeGreaterThan(0.5)
    expect(weightOf('利伐沙班', '@direct_oral_anticoagulant')).toBeLessThan(1)
  })

  test('what the patient does not have is not asked for', () => {
    expect(ofRole('咳嗽三天，无胸痛', 'subject')).toEqual(['@cough'])
  })

  test.each([
    ['no rash, can it still be allergic shock', '@anaphylaxis'],
    ['格华止到哪步不能吃', '@metformin'],
  ])('where a question names nothing but what it denies, that is asked for: %s', (question, concept) => {
    expect(ofRole(question, 'subject')).toContain(concept)
  })

  test('a lone K is potassium and no unit', () => {
    expect(ofRole('high K, what first', 'word')).not.toContain('×10^3/μl')
    expect(ofRole('when to recheck K', 'subject')).toContain('@potassium_monitoring')
  })

  test.each([
    ['钾特别高怎么办', '@hyperkalemia'],
    ['the potassium is far too high', '@hyperkalemia'],
    ['病人血糖一下子掉得很低', '@hypoglycemia'],
    ['very low blood sugar', '@hypoglycemia'],
    ['二氧化碳有点高', '@hypercapnia'],
  ])('a value that is called high or low: %s', (question, concept) => {
    expect(ofRole(question, 'subject')).toContain(concept)
  })

  test('a value and a word of another clause make nothing', () => {
    expect(ofRole('查了血钾，血压高', 'subject')).not.toContain('@hyperkalemia')
  })

  test('a word that stands twice counts once', () => {
    expect(ofRole('利伐沙班和拜瑞妥', 'subject')).toEqual(['@rivaroxaban'])
  })
})

describe('what the case adds', () => {
  test.each(['拜瑞妥 eGFR 28 要减量吗', '利伐沙班，CrCl 28 mL/min', 'rivaroxaban at an eGFR of 28'])(
    'eGFR 28 asks for G4, 15–29 and impaired kidneys: %s',
    (question) => {
      const { groups } = read(question)
      const added = groups.filter(({ role }) => role === 'qualifier').flatMap(({ any }) => any)
      expect(added.map(({ token }) => token)).toEqual(
        expect.arrayContaining(['g4', '#15-29', '@kidney_function']),
      )
      expect(ofRole(question, 'subject')).toEqual(['@rivaroxaban'])
    },
  )

  test('a value that stands alone is the subject', () => {
    expect(ofRole('血钾6.8怎么处理', 'subject')).toContain('@hyperkalemia')
    expect(ofRole('eGFR 28是几期', 'subject')).toContain('g4')
  })

  test('a limit means the values below it', () => {
    const added = read('利伐沙班 eGFR <30').groups.flatMap(({ any }) => any.map(({ token }) => token))
    expect(added).toContain('g4')
    expect(added).not.toContain('g3b')
  })

  test('facts of earlier turns', () => {
    const { facts } = readText('患者，女，16岁，孕12周，腹痛2天。', dictionary)
    const { groups } = readQuery('阿司匹林', { dictionary, facts })
    expect(tokens(groups.filter(({ role }) => role === 'qualifier'))).toEqual(['@child', '@pregnancy'])
  })
})
