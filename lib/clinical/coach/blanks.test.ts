import { describe, expect, test } from 'vitest'
import {
  blanksIn,
  dropBlanks,
  fillPair,
  hideBlanks,
  nextBlank,
  openField,
  otherHalf,
} from '@/lib/clinical/coach/blanks'
import { coachQuestion } from '@/lib/clinical/coach/coach-question'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

const TAKEN = [
  '65岁男性，突发胸痛2小时。',
  '生命体征：T ____℃，P ____次/分，R ____次/分，BP ____/____mmHg，SpO₂ ____%。',
  '既往史：____（无则写“无”）。',
  '问题：如何鉴别？',
].join('\n')
const read = (text: string) => readText(hideBlanks(text), builtInDictionary())

describe('blanks', () => {
  test('a blank takes what explains it along, so that one word replaces both', () => {
    const [blank] = blanksIn('既往史：____（无则写“无”）。')
    expect(blank).toEqual({ start: 4, end: 16 })
  })
  test('there is a next and a former one until there is none', () => {
    const first = nextBlank(TAKEN, 0, 'forward')
    expect(TAKEN.slice(0, first?.start)).toMatch(/T $/)
    expect(nextBlank(TAKEN, first?.end ?? 0, 'forward')?.start).toBeGreaterThan(first?.end ?? 0)
    expect(nextBlank(TAKEN, TAKEN.length, 'forward')).toBeNull()
    expect(nextBlank(TAKEN, first?.start ?? 0, 'back')).toBeNull()
  })
})

describe('a pair of blanks', () => {
  const text = 'BP ____/____ mmHg, SpO₂ ____ %'
  const half = text.replace('____', '120')
  test('has its other half behind the stroke', () => {
    expect(otherHalf(half, 6)).toEqual({ start: 7, end: 11 })
    expect(otherHalf(text, 7)).toEqual({ start: 8, end: 12 })
    expect(otherHalf(half, 11)).toBeNull()
    expect(otherHalf('T ____', 6)).toBeNull()
  })
  test('is filled in one, and by a pair alone', () => {
    expect(fillPair(text, { start: 3, end: 7 }, ' 120/80 mmHg\n')).toEqual({
      text: 'BP 120/80 mmHg, SpO₂ ____ %',
      at: { start: 9, end: 9 },
    })
    expect(fillPair(text, { start: 3, end: 7 }, '120')).toBeNull()
    expect(fillPair(text, { start: 8, end: 12 }, '120/80')).toBeNull()
  })
})

describe('asking', () => {
  test('drops what is empty and keeps what is filled', () => {
    const filled = TAKEN.replace('T ____', 'T 36.5').replace('BP ____/____', 'BP 90/60')
    expect(dropBlanks(filled)).toBe(
      '65岁男性，突发胸痛2小时。\n生命体征：T 36.5℃，BP 90/60mmHg。\n问题：如何鉴别？',
    )
  })
  test('keeps the filled half of a pair', () => {
    expect(dropBlanks('生命体征：BP 90/____mmHg，R ____次/分。')).toBe('生命体征：BP 90/—mmHg。')
  })
  test('leaves a text without blanks alone, and a question its words', () => {
    expect(dropBlanks('胸痛。\n\n怎么办')).toBe('胸痛。\n\n怎么办')
    expect(dropBlanks('问题：请说明____的定义。')).toBe('问题：请说明____的定义。')
  })
  test('drops English fields alike', () => {
    expect(dropBlanks('Vital signs: T ____ ℃, HR 90 /min.\nPast history: ____ (write “none” if none).')).toBe(
      'Vital signs: HR 90 /min.',
    )
  })
})

describe('empty fields', () => {
  test('are no facts, and nothing moves', () => {
    expect(hideBlanks(TAKEN)).toHaveLength(TAKEN.length)
    expect(read(TAKEN).facts.map(({ kind }) => kind)).not.toContain('history')
    const filled = TAKEN.replace('____（无则写“无”）', '高血压')
    const history = read(filled).facts.find(({ kind }) => kind === 'history')
    expect(filled.slice(history?.start, history?.end)).toBe(history?.surface)
  })
  test('hide themselves alone where fields of a line stand apart', () => {
    expect(hideBlanks('Name: ____   61 y/o man   Ward: ____')).toMatch(
      /^ +61 y\/o man +$|^Name: +61 y\/o man +$/,
    )
    expect(hideBlanks('女   年龄 34   床号：   ____')).toMatch(/^女 {3}年龄 34 +$/)
  })
  test('keep their chips, and the better question is not offered again', () => {
    const coach = coachQuestion({ ...read(TAKEN), text: TAKEN }, { locale: 'zh-CN' })
    expect(coach.missing.map(({ id }) => id)).toEqual(expect.arrayContaining(['vitals', 'history']))
    expect(coach.suggestion).toBeNull()
  })
})

describe('a field', () => {
  test('is put before the question once, and found again', () => {
    const first = openField('胸痛。\n问题：如何鉴别？', 'allergy', 'zh-CN')
    expect(first.text).toBe('胸痛。\n过敏史：____（无则写“无”）。\n问题：如何鉴别？')
    expect(first.text.slice(first.at.start, first.at.end)).toBe('____（无则写“无”）')
    expect(openField(first.text, 'allergy', 'zh-CN')).toEqual(first)
  })
  test('is put at the end where nothing is asked yet, in an empty box too', () => {
    expect(openField('胸痛', 'age', 'zh-CN').text).toBe('胸痛\n年龄：____岁。')
    expect(openField('', 'sex', 'en').text).toBe('Sex: ____.')
  })
})
