import { describe, expect, test } from 'vitest'
import { coachQuestion } from '@/lib/clinical/coach/coach-question'
import { isConcrete, splitQuestion } from '@/lib/clinical/coach/question-kind'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import zhTexts from '@/messages/zh-CN/check.json'

function coach(question: string, earlier: string[] = []) {
  const read = (text: string) => readText(text, builtInDictionary())
  return coachQuestion(read(question), { earlier: earlier.map(read), locale: 'zh-CN' })
}
const must = (question: string, earlier?: string[]) =>
  coach(question, earlier).missing.flatMap(({ id, level }) => (level === 'must' ? [id] : []))

describe('the kind of a question', () => {
  test.each([
    ['65岁男性胸痛2小时，最可能的诊断是什么？', 'diagnosis'],
    ['利伐沙班15mg qd，肌酐升高，剂量如何调整？', 'drug'],
    ['血钾6.3mmol/L，怎么看？', 'lab'],
    ['什么是KDIGO分期？', 'knowledge'],
  ])('%s', (question, kind) => {
    expect(coach(question).kind).toBe(kind)
  })
})

describe('what is missing', () => {
  test('a bare complaint lacks nearly everything', () => {
    expect(must('胸痛怎么办')).toEqual(['age', 'sex', 'duration', 'vitals', 'history', 'question'])
  })
  test('pregnancy is asked of women of childbearing age only', () => {
    expect(must('30岁女性，腹痛2小时，可能的诊断有哪些？')).toContain('pregnancy')
    expect(must('70岁女性，腹痛2小时，可能的诊断有哪些？')).not.toContain('pregnancy')
    expect(must('30岁男性，腹痛2小时，可能的诊断有哪些？')).not.toContain('pregnancy')
  })
  test('a drug question needs weight, allergies, kidney and liver', () => {
    expect(must('65岁男性，房颤，利伐沙班剂量如何选择？')).toEqual([
      'weight',
      'allergy',
      'drugs',
      'renal',
      'hepatic',
    ])
  })
  test('a question of knowledge needs a question only', () => {
    expect(must('什么是KDIGO分期？')).toEqual([])
  })
  test('what the case told before need not be told again', () => {
    expect(must('还需要补充哪些检查？', ['65岁男性，胸痛2小时，BP 90/60mmHg，既往体健，如何处理？'])).toEqual(
      [],
    )
  })
  test.each(['diagnosis', 'drug', 'lab'] as const)(
    'the good %s example of the help lacks nothing, the bad one does',
    (kind) => {
      expect(must(zhTexts.example[kind].good)).toEqual([])
      expect(coach(zhTexts.example[kind].good).kind).toBe(kind)
      expect(must(zhTexts.example[kind].bad)).not.toEqual([])
    },
  )
})

describe('the suggestion', () => {
  test('keeps the words of the writer and leaves blanks for the rest', () => {
    const { suggestion } = coach('65岁男性，突发胸痛2小时，如何鉴别？')
    expect(suggestion?.split('\n')).toEqual([
      '65岁男性，突发胸痛2小时。',
      '生命体征：T ____℃，P ____次/分，R ____次/分，BP ____/____mmHg，SpO₂ ____%。',
      '既往史：____（无则写“无”）。',
      '问题：如何鉴别？',
    ])
  })
  test('gives a vague question a concrete one', () => {
    expect(coach('胸痛怎么办').suggestion).toContain('问题：最可能的诊断是什么')
    expect(isConcrete('怎么办？')).toBe(false)
  })
  test('is none where nothing indispensable is missing', () => {
    expect(coach('什么是KDIGO分期？').suggestion).toBeNull()
  })
  test('is itself a question that the coach leaves alone once its blanks are filled', () => {
    const filled = coach('65岁男性，突发胸痛2小时，如何鉴别诊断？').suggestion?.replaceAll('____', '36')
    expect(must((filled ?? '').replace('既往史：36', '既往史：高血压'))).toEqual([])
  })
})

test('a question is parted at the clause that asks', () => {
  expect(splitQuestion('65岁，胸痛，如何处理？')).toEqual({ told: '65岁，胸痛，', asked: '如何处理？' })
  expect(splitQuestion('胸痛。')).toEqual({ told: '胸痛。', asked: '' })
})
