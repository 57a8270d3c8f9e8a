import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coachQuestion } from '@/lib/clinical/coach/coach-question'
import { readText } from '@/lib/clinical/read-text'
import { findRedFlags } from '@/lib/clinical/red-flags/find-red-flags'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import type { Locale } from '@/lib/shared/locale'
import { buildCard, CARD_TOKENS_MAX } from './build-card'
import { estimateTokens } from './estimate-tokens'

function cardOf(text: string, locale: Locale = 'zh-CN') {
  const reading = readText(text, builtInDictionary())
  const { missing } = coachQuestion(reading, { earlier: [], locale })
  return buildCard({ ...reading, flags: findRedFlags(reading), missing }, locale)
}

test('a case becomes lines of its facts, in Chinese', () => {
  const card = cardOf(
    '62岁男性，体重70kg，血钾6.9mmol/L，肌酐150μmol/L，口服螺内酯20mg qd，青霉素过敏，高血压，怎么处理？',
  )
  const text = card?.lines.join('\n') ?? ''
  expect(card?.lines[0]).toBe('系统从下文读出（以原文为准）：')
  expect(text).toMatch(/患者：62岁、男、70 kg/)
  expect(text).toMatch(/红旗：.*血钾 ≥6\.0 mmol\/L/)
  expect(text).toMatch(/异常值：钾 6\.9 mmol\/L（危急高）/)
  expect(text).toMatch(/计算值：eGFR \d/)
  expect(text).toMatch(/用药：螺内酯 20 mg qd/)
  expect(text).toMatch(/过敏：.*青霉素/)
  expect(text).toMatch(/高血压（I1[05][^）]*）/)
})

test('a computed value names what it was computed from, and by whom', () => {
  const text = cardOf('男，68岁，60kg，肌酐132μmol/L，BP 150/90mmHg')?.lines.join('\n') ?? ''
  expect(text).toMatch(/计算值：eGFR 50\.7 mL\/min\/1\.73 m²（肌酐132μmol\/L，Inker 2021）/)
})

test('a drug of doubt is asked about, not told as taken', () => {
  const text = cardOf('男，68岁，服用缬沙坦80mg qd，枕边有艾司唑仑一盒')?.lines.join('\n') ?? ''
  expect(text).toMatch(/缬沙坦 80 mg qd(?!（)/)
  expect(text).toContain('艾司唑仑（是否在用待核实）')
})

test('and in English', () => {
  const text = cardOf(
    '45-year-old woman, potassium 6.9 mmol/L, taking spironolactone 25 mg',
    'en',
  )?.lines.join('\n')
  expect(text).toMatch(/^Read by the portal from the text below/)
  expect(text).toMatch(/Patient: 45 y, female/)
  expect(text).toMatch(/Abnormal: (?:serum )?potassium 6\.9 mmol\/L \(critically high\)/i)
})

test.each(['心肌梗死的机制是什么？', 'DVT与房颤？', '华法林与氟康唑能合用吗？', '', '你好'])(
  'nothing of a patient makes no card: %s',
  (text) => {
    expect(cardOf(text)).toBeNull()
  },
)

describe('what is denied, stopped or a relative’s', () => {
  test('is not told as the patient’s', () => {
    const text = cardOf('50岁女，否认高血压，母亲糖尿病，停用华法林，乏力1周')?.lines.join('\n') ?? ''
    expect(text).toContain('50岁')
    expect(text).not.toMatch(/高血压|糖尿病|华法林/)
  })
})

const PIECES = fc.constantFrom(
  '血钾6.9mmol/L，',
  '肌酐650μmol/L，',
  '口服华法林2.5mg qd，',
  '阿司匹林100mg，',
  '高血压，',
  '2型糖尿病，',
  '青霉素过敏，',
  'SpO2 80%，',
  '62岁男，',
  'BP 80/40mmHg，',
)
test('a card never takes more than its tokens, whatever the case holds', () => {
  fc.assert(
    fc.property(
      fc.array(PIECES, { maxLength: 60 }),
      fc.constantFrom<Locale>('zh-CN', 'en'),
      (pieces, locale) => {
        const card = cardOf(pieces.join(''), locale)
        if (!card) return
        expect(card.tokens).toBeLessThanOrEqual(CARD_TOKENS_MAX)
        expect(estimateTokens(card.lines.join('\n'))).toBeLessThanOrEqual(card.tokens)
      },
    ),
    { numRuns: 40 },
  )
})
