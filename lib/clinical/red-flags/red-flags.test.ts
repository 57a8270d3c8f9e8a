import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RULE_CASES } from '@/lib/clinical/red-flags/rule-cases'
import { readText } from '@/lib/clinical/read-text'
import { CONCEPTS } from '@/lib/clinical/red-flags/concept'
import measured from '@/lib/clinical/red-flags/measured.json'
import { RULES } from '@/lib/clinical/red-flags/rule'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { findRedFlags } from './find-red-flags'

const flagsOf = (text: string, options = {}) => findRedFlags(readText(text, builtInDictionary()), options)
const ids = (text: string) => flagsOf(text).map(({ id }) => id)

const RAISED = RULE_CASES.flatMap(({ id, raised }) => raised.map((text) => [id, text] as const))
const SILENT = RULE_CASES.flatMap(({ id, silent }) => silent.map((text) => [id, text] as const))

describe('each rule', () => {
  test('has at least six cases, three of each kind', () => {
    expect(RULE_CASES.map(({ id }) => id).sort()).toEqual(RULES.map(({ id }) => id).sort())
    const few = RULE_CASES.filter(({ raised, silent }) => raised.length < 3 || silent.length < 3)
    expect(few).toEqual([])
  })
  test.each(RAISED)('%s is raised by: %s', (id, text) => expect(ids(text)).toContain(id))
  test.each(SILENT)('%s leaves alone: %s', (_, text) => expect(ids(text)).toEqual([]))
  test('has a case that is more than one of its cues', () => {
    const cues = new Set([...CONCEPTS.values()].flatMap(({ phrases }) => phrases))
    expect([...RAISED, ...SILENT].filter(([, text]) => cues.has(text))).toEqual([])
  })
})

test('the figures shown beside each rule are those of its version, as the bench wrote them', () => {
  const results: unknown = JSON.parse(readFileSync('bench/results/red-flags.json', 'utf8'))
  expect(results).toMatchObject({ rules: measured.rules })
  const versions = Object.entries(measured.rules).map(([id, { version }]) => [id, version])
  expect(Object.fromEntries(versions)).toEqual(
    Object.fromEntries(RULES.map(({ id, version }) => [id, version])),
  )
})

test('a flag names its words, its source with year, and what to do', () => {
  const flag = flagsOf('65岁男性，心口像被压住，满身冷汗2小时').find(({ id }) => id === 'acs')
  expect(flag).toMatchObject({ severity: 'emergency', source: { year: 2023 } })
  expect(flag?.evidence.map(({ surface }) => surface)).toEqual(['心口像被', '冷汗'])
  expect(flag?.action['zh-CN']).not.toBe('')
})

test('a table names its row and the source of the row', () => {
  const flag = flagsOf('孕20周，口服华法林').find(({ id }) => id === 'contraindicated_drug')
  expect(flag?.details).toMatchObject([{ source: { year: 2018 } }])
})

test('a rule that is switched off is not raised, the others are', () => {
  const text = '胸痛，ST段抬高，血压80/50mmHg'
  expect(flagsOf(text, { switchedOff: ['stemi'] }).map(({ id }) => id)).toEqual(['hypotension'])
})

describe('what a flag binds', () => {
  test.each([
    ['发热3天，抽搐1分钟', 'status_epilepticus'],
    ['抽搐1分钟', 'status_epilepticus'],
  ])('a duration belongs to its own finding: %s', (text, id) => expect(ids(text)).not.toContain(id))
  test('and raises where it is that of the finding', () => {
    expect(ids('发热3天，抽搐10分钟')).toContain('status_epilepticus')
  })
  test('a saturation of 89 % is low, but not with chronic airways disease', () => {
    expect(ids('鼻导管吸氧，SpO2 89%')).toContain('hypoxaemia')
    expect(ids('慢阻肺，鼻导管吸氧，SpO2 89%')).toEqual([])
  })
  test('a potassium of newborns and of a spoiled sample is no alarm', () => {
    expect(ids('血钾6.4')).toContain('hyperkalaemia')
    expect(ids('标本溶血，血钾6.4')).toEqual([])
    expect(ids('日龄2天新生儿，血钾6.2')).not.toContain('hyperkalaemia')
  })
  test('the last value of an analyte counts, an earlier one does not', () => {
    expect(ids('血钾6.8，复查4.2，复测血钾4.1')).toEqual([])
    expect(ids('前次血钾6.5，现血钾3.9')).toEqual([])
  })
})

test.each([
  '血钾>6.5怎么处理？',
  '急性心肌梗死的溶栓指征有哪些？',
  '若出现呼吸困难或血压下降，立即呼叫',
  '如血压<90/60mmHg，请通知医生',
  'What is the first step in a thunderclap headache?',
  'Quiz: name three causes of tension pneumothorax',
])('a question of knowledge or an "if" raises nothing: %s', (text) => expect(ids(text)).toEqual([]))

test.each([
  '父亲有脑卒中，3小时前来诊',
  '既往脑卒中史，此次复查3小时',
  '无明显胸痛，心电图未见ST段抬高',
  '家族史：母亲蛛网膜下腔出血',
])('words about others, the past or denials raise nothing: %s', (text) => expect(ids(text)).toEqual([]))

test.each(['家属发现患者叫不醒', 'Wife found him unresponsive'])(
  'a relative may tell of the patient: %s',
  (text) => expect(ids(text)).toContain('coma'),
)

test('a value that cannot be is not taken for a danger', () => {
  expect(ids('血钾58mmol/L')).toEqual([])
})

const PIECES = fc.constantFrom(
  '胸痛',
  'ST段抬高',
  '无',
  '，',
  '。',
  ' ',
  '血压80/50mmHg',
  '１２',
  'stroke',
  '3小时',
  '\u200b',
  '發熱',
  '😀',
  'a',
  '孕',
)
test('every span is inside the text and equals its surface', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(PIECES).map((pieces) => pieces.join('')),
      ),
      (text) => {
        for (const { start, end, surface } of flagsOf(text).flatMap(({ evidence }) => evidence)) {
          expect(text.slice(start, end)).toBe(surface)
        }
      },
    ),
  )
})
