import { expect, test } from 'vitest'
import { readCitations } from '@/lib/clinical/citations/citation'
import { cutPassage } from '@/lib/clinical/citations/cut-passage'
import { figuresIn, heldNumbers, holdsFigure } from '@/lib/clinical/citations/figures'
import {
  LEAST_TOKENS,
  MOST_TOKENS,
  passageRoom,
  passagesText,
  tellPassages,
} from '@/lib/clinical/citations/tell-passages'
import { estimateTokens } from '@/lib/clinical/card/estimate-tokens'

test.each([
  ['见[2]。', [[2]]],
  ['见［1，3］与【4】', [[1, 3], [4]]],
  ['see [1-3] and [5][6]', [[1, 2, 3], [5], [6]]],
  ['[9-1] [a] [] [1234] [1-30]', [[], []]],
])('citations of %s', (text, numbers) => {
  const found = readCitations(text)
  expect(found.map((one) => one.numbers)).toEqual(numbers)
  for (const { start, end, surface } of found) expect(text.slice(start, end)).toBe(surface)
})

test.each([
  ['利伐沙班 15 mg 每日一次', ['15/mg']],
  ['eGFR 15–29 mL/min/1.73 m²为 G4 期', ['15,29/ml/min']],
  ['GFR 的单位为 mL/min/1.73 m²', []],
  ['目标 <140/90 mmHg', ['140/', '90/mmhg']],
  ['1. 阿司匹林300mg嚼服；2. 氯吡格雷600毫克', ['300/mg', '600/mg']],
  ['2024 年指南，CHA2DS2-VASc、G3a、T4b', []],
  ['按 1,000 mL 补液，1 小时内', ['1000/ml', '1/h']],
  ['引用[12]的 7.5%', ['7.5/%']],
])('figures of %s', (text, figures) => {
  const found = figuresIn(text)
  expect(found.map(({ values, unit }) => `${values.join(',')}/${unit ?? ''}`)).toEqual(figures)
  for (const { start, end, surface } of found) expect(text.slice(start, end)).toBe(surface)
})

test.each([
  ['15 mg', '利伐沙班15mg，每日一次', true],
  ['15 mg', '利伐沙班 20 mg', false],
  ['15 mg', '15 mL', false],
  ['15–29 mL/min', '| G4 | 15–29 |', true],
  ['15–29 mL/min', '15 ～ 29 mL/min/1.73 m²', true],
  ['30 mg', '30–44 mL/min', false],
])('%s is held by “%s”: %s', (figure, source, held) => {
  const [one] = figuresIn(figure)
  expect(one && holdsFigure(heldNumbers(source), one)).toBe(held)
})

const LONG =
  '第一句说背景。第二句说高血压。利伐沙班在肌酐清除率15–49时每日15 mg。第四句说随访。第五句说其他。'

test('a passage is cut to whole sentences around what was looked for', () => {
  const cut = cutPassage(LONG, ['利伐沙班', '肌酐清除率'], 40)
  expect(cut).toContain('利伐沙班在肌酐清除率15–49时每日15 mg。')
  expect(estimateTokens(cut ?? '')).toBeLessThanOrEqual(40)
  expect(LONG).toContain(cut)
  expect(cutPassage(LONG, [], 1000)).toBe(LONG)
  expect(cutPassage(LONG, [], 3)).toBeNull()
})

test('a table is cut where its numbers are, not at the words that lead up to it', () => {
  const lead =
    '糖尿病肾病沿用慢性肾脏病的六档分期，这里列出各期的界值，供查房时对照，另见本院的慢性肾脏病管理办法。'
  const table = '分期 | eGFR\nG3b | 30–44\nG4 | 15–29\nG5 | <15'
  const cut = cutPassage(`${lead}\n${table}`, ['糖尿病肾病', '分期'], 45)
  expect(cut).toContain('G4 | 15–29')
})

test('a row is told whole and under the head of its table', () => {
  const rows = Array.from({ length: 9 }, (_, i) => `药${i} | 每次 ${i} mg；老年人减量 | 说明书`).join('\n')
  const cut = cutPassage(`药物 | 剂量 | 来源\n${rows}`, ['药7'], 60)
  const [head, ...told] = (cut ?? '').split('\n')
  expect(head).toBe('药物 | 剂量 | 来源')
  expect(told).toContain('药7 | 每次 7 mg；老年人减量 | 说明书')
  expect(told.every((row) => row.endsWith('说明书'))).toBe(true)
})

test('an item keeps its number, and what says nothing is not told', () => {
  const items = '1. 停药。\n2. 换用低分子肝素。\n3. 次日复查。'
  expect(cutPassage(items, ['低分子肝素'], 14)).toBe('2. 换用低分子肝素。')
  expect(cutPassage(`- \n${'长'.repeat(80)}`, ['长'], 10)).toBeNull()
})

test('the room of passages follows the speed of reading, and is never nothing', () => {
  expect(passageRoom(null, 100)).toBe(MOST_TOKENS)
  expect(passageRoom(0, 100)).toBe(LEAST_TOKENS)
  expect(passageRoom(40, 120)).toBe(LEAST_TOKENS)
  expect(passageRoom(100, 100)).toBe(300)
  expect(passageRoom(10_000, 0)).toBe(MOST_TOKENS)
})

test('what has no room is not told and stands in no prompt', () => {
  const passage = {
    title: '抗凝',
    heading: '剂量',
    text: LONG,
    matched: ['利伐沙班'],
  }
  const told = tellPassages([passage, passage], { numbers: [1, 2], room: 45 })
  expect(told[0]).toContain('利伐沙班')
  expect(told[1]).toBeNull()
  const text = passagesText(
    told.map((one, i) => ({ ...passage, n: i + 1, told: one })),
    'zh-CN',
  )
  expect(text).toContain('[1] 抗凝 · 剂量')
  expect(text).not.toContain('[2]')
  expect(passagesText([{ ...passage, n: 1, told: null }], 'zh-CN')).toBe('')
})
