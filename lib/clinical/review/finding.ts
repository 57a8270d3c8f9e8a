import { z } from 'zod'

/** The rules of the review, in the order they are listed. Texts and severities: `rules.json`. */
export const REVIEW_RULES = [
  'number_changed',
  'invented_fact',
  'allergy_conflict',
  'contraindicated',
  'sex_mismatch',
  'side_changed',
  'contradiction',
  'dose_incomplete',
  'prescription_like',
  'change_without_source',
  'impossible_value',
  'lab_wrong_unit',
  'lab_without_unit',
  'unused_fact',
  'facts_not_asked',
  'conclusion_unsupported',
  'answer_not_in_thought',
  'step_jump',
  'vague_wording',
  'absolute_wording',
  'guideline_incomplete',
  'guideline_outdated',
  'guideline_unverified',
  'evidence_without_scale',
  'evidence_misused',
  'evidence_level_missing',
  'citation_unverified',
  'citation_unknown',
  'citation_number',
  'citation_subject',
  'recommendation_uncited',
  'edition_expired',
  'code_edition',
  'code_mismatch',
  'missing_section',
  'thought_short',
  'repetition',
  'language_drift',
  'method_missing',
  'abbreviation_unexpanded',
  'off_scope',
  'guideline_stated',
  'level_stated',
  'citation_held',
] as const
export const reviewRuleSchema = z.enum(REVIEW_RULES)
export type ReviewRuleId = z.infer<typeof reviewRuleSchema>

/**
 * Red needs an acknowledgement before the answer leaves the screen, yellow wants a look, grey is a hint. Green is no fault: a
 * form that was kept, which says nothing of whether the content is right.
 */
export const SEVERITIES = ['red', 'yellow', 'grey', 'green'] as const
export const severitySchema = z.enum(SEVERITIES)
export type Severity = z.infer<typeof severitySchema>

/** The parts of an answer that are reviewed, in order. */
export const ANSWER_PARTS = ['definition', 'mechanism', 'differential', 'recommendation'] as const
export const answerPartSchema = z.enum(ANSWER_PARTS)
export type AnswerPart = z.infer<typeof answerPartSchema>

/** Where words stand: UTF-16 units in the question, the thought or a part of the answer. An empty place is a whole part. */
const placeShape = {
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  surface: z.string(),
}
export const relatedSchema = z.object({
  in: z.enum(['question', 'thought', ...ANSWER_PARTS]),
  ...placeShape,
})
export type Related = z.infer<typeof relatedSchema>

/**
 * What a rule found. With `step` the words stand in the thought (steps count from 0), with `section` in that part, with
 * neither in the question.
 */
export const findingSchema = z.object({
  rule: reviewRuleSchema,
  severity: severitySchema,
  step: z.int().nonnegative().optional(),
  section: answerPartSchema.optional(),
  ...placeShape,
  /** Other words that the finding speaks of, for example the value that the case gives. */
  related: relatedSchema.optional(),
  /** A figure for the sentence, for example the year of the guideline in force. */
  note: z.string().optional(),
})
export type Finding = z.infer<typeof findingSchema>
