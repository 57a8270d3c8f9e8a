import { z } from 'zod'
import { defineFeature, policy } from '@/lib/feature/define-feature'

/** Rules that the hospital does not apply, by their ids. */
const switchedOff = z.array(z.string().regex(/^[a-z0-9_]{1,40}$/)).max(100)

/** Questions and answers. */
export const consult = defineFeature({
  permissions: { 'consult:ask': ['doctor'] },
  errors: {
    control_characters: 400,
    handover_department: 403,
    handover_no_department: 403,
    handover_code: 404,
    acknowledgement_needed: 409,
    sources_missing: 409,
    question_limit: 429,
    rounds_limit: 429,
    rounds_off: 403,
    too_many_streams: 429,
  },
  policies: {
    limits: policy(z.strictObject({ questionsPerHour: z.int().min(1).max(1000) }), { questionsPerHour: 120 }),
    rounds: policy(
      z.strictObject({
        /** Questions per person and hour that go before others, asked at the bedside; 0 switches it off. */
        questionsPerHour: z.int().min(0).max(60),
      }),
      { questionsPerHour: 12 },
    ),
    readers: policy(
      z.strictObject({
        /** How long an answer is written that no page reads, before it is stopped; 0 never stops it. */
        unreadSeconds: z.int().min(0).max(3600),
      }),
      { unreadSeconds: 120 },
    ),
    review: policy(z.strictObject({ switchedOff }), { switchedOff: [] }),
    redFlags: policy(z.strictObject({ switchedOff }), { switchedOff: [] }),
    /**
     * Whether answers rest on the hospital's library: `offer` gives the model what it finds; `required` asks besides that each sentence of
     * the recommendation with a drug, dose, number or limit has a source before the answer leaves the screen.
     */
    sources: policy(z.strictObject({ mode: z.enum(['off', 'offer', 'required']) }), { mode: 'offer' }),
    /** Whether the ICD-10 code stands behind the first use of a diagnosis in an answer, its copies and its print. */
    codes: policy(z.strictObject({ inAnswers: z.boolean() }), { inAnswers: true }),
  },
  pages: {
    '/consult': {
      permission: 'consult:ask',
      nav: 'consult',
      texts: ['calculators', 'check', 'consult', 'context', 'handover', 'mechanism', 'review', 'templates'],
    },
  },
})
