import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Locale } from '@/lib/shared/locale'
import { z } from 'zod'
import {
  ANSWER_PARTS,
  REVIEW_RULES,
  reviewRuleSchema,
  type AnswerPart,
  type Finding,
  type ReviewRuleId,
} from './finding'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { findHighRisk } from './high-risk'
import { LiveReview, reviewAnswer } from './live-review'
import { reviewSentence, ruleText } from './rule-text'
import table from './review-cases.json'
import ruleTexts from './rules.json'

const passageSchema = z.strictObject({
  n: z.int(),
  title: z.string(),
  heading: z.string().default(''),
  text: z.string(),
  told: z.boolean().default(true),
  validUntil: z.string().nullable().default(null),
})
const writtenSchema = z.strictObject({
  q: z.string().exactOptional(),
  t: z.string().exactOptional(),
  definition: z.string().exactOptional(),
  mechanism: z.string().exactOptional(),
  differential: z.string().exactOptional(),
  recommendation: z.string().exactOptional(),
  /** What the library gave; left out where it was not asked. */
  passages: z.array(passageSchema).exactOptional(),
})
type Written = z.infer<typeof writtenSchema>
const pair = z.strictObject({ zh: writtenSchema, en: writtenSchema })
const caseSchema = z.strictObject({ rule: reviewRuleSchema, raised: pair, quiet: pair })
const dictionary = builtInDictionary()
const LOCALES: readonly Locale[] = ['zh-CN', 'en']

function review({ q = '', t = '', passages, ...sections }: Written, locale: Locale): Finding[] {
  return reviewAnswer({ question: q, locale, thought: t, sections, dictionary, passages: passages ?? null })
}
const rules = (written: Written, locale: Locale) => review(written, locale).map(({ rule }) => rule)

/** Rule, what raises it in Chinese and in English, and what must not in each. */
type Case = readonly [ReviewRuleId, Written, Written, Written, Written]
const CASES: readonly Case[] = z
  .array(caseSchema)
  .parse(table.cases)
  .map(({ rule, raised, quiet }) => [rule, raised.zh, raised.en, quiet.zh, quiet.en])
/** Abbreviations are spelled out in Chinese answers only. */
const CHINESE_ONLY: ReadonlySet<ReviewRuleId> = new Set(['abbreviation_unexpanded'])

describe('each rule', () => {
  test('has its cases in review-cases.json and its texts in rules.json', () => {
    expect(CASES.map(([id]) => id).sort()).toEqual([...REVIEW_RULES].sort())
    expect(ruleTexts.rules.map(({ id }) => id).sort()).toEqual([...REVIEW_RULES].sort())
  })
  test.each(CASES)('%s is found in Chinese', (id, zh) => expect(rules(zh, 'zh-CN')).toContain(id))
  test.each(CASES.filter(([id]) => !CHINESE_ONLY.has(id)))('%s is found in English', (id, _, en) =>
    expect(rules(en, 'en')).toContain(id),
  )
  test.each(CASES)('%s is not found in Chinese', (id, _, __, zh) =>
    expect(rules(zh, 'zh-CN')).not.toContain(id),
  )
  test.each(CASES)('%s is not found in English', (id, _, __, ___, en) =>
    expect(rules(en, 'en')).not.toContain(id),
  )
  test.each(CASES)('%s can be switched off', (id, zh) => {
    const { q = '', t = '', passages = null, ...sections } = zh
    const found = reviewAnswer({
      question: q,
      thought: t,
      sections,
      locale: 'zh-CN',
      switchedOff: [id],
      dictionary,
      passages,
    })
    expect(found.map(({ rule }) => rule)).not.toContain(id)
  })
})

describe('findings', () => {
  test('point to their words and to what they are compared with', () => {
    const q = '65岁男性，血钾5.8mmol/L'
    const t = '先看主诉。\n患者血钾6.8mmol/L。'
    const found = review({ q, t }, 'zh-CN').find(({ rule }) => rule === 'number_changed')
    expect(found).toMatchObject({
      step: 1,
      surface: '血钾6.8mmol/L',
      related: { in: 'question', surface: '血钾5.8mmol/L' },
    })
    expect(t.slice(found?.start, found?.end)).toBe(found?.surface)
  })
  test('a follow-up knows what the case said before', () => {
    const options = {
      question: '如何处理？',
      thought: '患者血钾5.8mmol/L。',
      sections: {},
      locale: 'zh-CN' as const,
      dictionary,
    }
    const found = (earlier: string[]) => reviewAnswer({ ...options, earlier }).map(({ rule }) => rule)
    expect(found([])).toContain('invented_fact')
    expect(found(['65岁男性，血钾5.8mmol/L'])).not.toContain('invented_fact')
  })
  test('are told in both languages, with their figure', () => {
    expect(reviewSentence({ rule: 'guideline_outdated', note: 'KDIGO 2024' }, 'en')).toContain('(KDIGO 2024)')
    for (const id of REVIEW_RULES) for (const locale of LOCALES) expect(ruleText(id, locale).why).not.toBe('')
  })
})

describe('high risk', () => {
  test.each([
    ['阿莫西林500mg口服', ['dose']],
    ['停用华法林', ['drug_change']],
    ['急诊PCI', ['procedure']],
    ['Give amoxicillin 500 mg by mouth', ['dose']],
    ['stop warfarin and arrange dialysis', ['drug_change', 'procedure']],
    ['完善检查并随访，既往手术史见病历', []],
    ['Take a full history and observe.', []],
  ])('%s', (text, kinds) => {
    expect([...new Set(findHighRisk(text, dictionary).map(({ kind }) => kind))]).toEqual(kinds)
  })
})

const PIECES = fc.constantFrom(
  ...CASES.flatMap(([, zh, en]) =>
    [zh, en].flatMap((one) => Object.values(one).filter((text) => typeof text === 'string')),
  ),
  '\n',
  '，',
  '。',
  '１２３',
  '\u200b',
  '😀',
  '發熱',
  '  - ',
  '血钾',
  '5,8',
  'mmol/L',
  'Ⅴ类推荐',
  '《',
  '》',
)
const TEXT = fc.oneof(
  fc.string(),
  fc.array(PIECES, { maxLength: 12 }).map((pieces) => pieces.join('')),
)

test('every span is inside its text and equals its surface', () => {
  fc.assert(
    fc.property(
      fc.record({ q: TEXT, t: TEXT, definition: TEXT, recommendation: TEXT }),
      fc.constantFrom(...LOCALES),
      (written, locale) => {
        const texts: Partial<Record<string, string>> = { ...written, question: written.q, thought: written.t }
        const where = (place: string) => texts[place] ?? ''
        for (const { start, end, surface, step, section, related } of review(written, locale)) {
          const text = where(step !== undefined ? 'thought' : (section ?? 'question'))
          expect(text.slice(start, end)).toBe(surface)
          if (related) expect(where(related.in).slice(related.start, related.end)).toBe(related.surface)
        }
        for (const { start, end, surface } of findHighRisk(written.recommendation, dictionary)) {
          expect(written.recommendation.slice(start, end)).toBe(surface)
        }
      },
    ),
  )
})

test('a review in pieces finds what a review of the whole does', () => {
  fc.assert(
    fc.property(TEXT, TEXT, fc.integer({ min: 1, max: 9 }), (q, t, size) => {
      const live = new LiveReview({ question: readText(q, dictionary), locale: 'zh-CN', dictionary })
      const found: Finding[] = []
      for (let end = size; end < t.length; end += size) found.push(...live.thought(t.slice(0, end)))
      found.push(...live.thought(t), ...live.endThought(), ...live.section('definition', q), ...live.end())
      const sections: Partial<Record<AnswerPart, string>> = { definition: q }
      expect(found).toEqual(reviewAnswer({ question: q, thought: t, sections, locale: 'zh-CN', dictionary }))
    }),
  )
})

test('parts are those of an answer', () => {
  expect(ANSWER_PARTS).toEqual(['definition', 'mechanism', 'differential', 'recommendation'])
})
