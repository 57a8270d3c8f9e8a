import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { localeSchema } from '@/lib/shared/locale-schema'
import { reviewRuleSchema } from './finding'
import { reviewAnswer } from './live-review'
import table from './citation-cases.json'

const passageSchema = z.strictObject({
  n: z.int(),
  title: z.string(),
  heading: z.string().default(''),
  text: z.string(),
  told: z.boolean().default(true),
  validUntil: z.iso.date().nullable().default(null),
})
const caseSchema = z.strictObject({
  rule: reviewRuleSchema,
  locale: localeSchema,
  raised: z.boolean(),
  written: z.strictObject({
    q: z.string().exactOptional(),
    t: z.string().exactOptional(),
    definition: z.string().exactOptional(),
    mechanism: z.string().exactOptional(),
    differential: z.string().exactOptional(),
    recommendation: z.string().exactOptional(),
    /** What the library gave; left out where it was not asked. */
    passages: z.array(passageSchema).exactOptional(),
  }),
})
type Case = z.infer<typeof caseSchema>

const RULES = [
  'citation_unknown',
  'citation_number',
  'citation_subject',
  'recommendation_uncited',
  'edition_expired',
  'citation_held',
] as const
const LEAST_PER_RULE = 20
const CASES = z.array(caseSchema).parse(table.cases)
const dictionary = builtInDictionary()

function rulesRaised({ locale, written }: Case): string[] {
  const { q = '', t = '', passages = null, ...sections } = written
  return reviewAnswer({ question: q, locale, thought: t, sections, dictionary, passages }).map(
    ({ rule }) => rule,
  )
}

describe.each(RULES)('%s', (id) => {
  const cases = CASES.filter(({ rule }) => rule === id)

  test('has as many cases that raise it as cases that do not, in both languages alike', () => {
    expect(cases.length).toBeGreaterThanOrEqual(LEAST_PER_RULE)
    for (const locale of localeSchema.options) {
      for (const raised of [true, false]) {
        const alike = cases.filter((of) => of.locale === locale && of.raised === raised)
        expect(alike).toHaveLength(cases.length / 4)
      }
    }
  })
  test.each(cases.map((of, at) => ({ of, at })))('$of.locale case $at, raised: $of.raised', ({ of }) => {
    const { rule, locale, raised, written } = of
    const told = `${rule}, ${locale}, ${raised ? 'is to be raised' : 'must stay quiet'}:\n${JSON.stringify(written, null, 2)}`
    expect(rulesRaised(of).includes(rule), told).toBe(raised)
  })
})
