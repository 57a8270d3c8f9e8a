import { z } from 'zod'
import * as f from './fields'

/** `system-3`, or the version of the text that comes with the portal. */
const promptVersion = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/)

const instructions = {
  systemPrompt: promptVersion.optional(),
  systemPromptSha256: f.sha256.optional(),
  templateId: f.rowId.optional(),
}

const released = z.strictObject({
  form: z.enum(['emr', 'full', 'part']),
  part: z.enum(['definition', 'mechanism', 'differential', 'recommendation']).optional(),
  ...f.asked,
})

const handedOver = { offerId: f.uuid, turns: f.count, running: z.boolean(), runIds: z.array(f.uuid).max(500) }

/** Version of the medication tables that were asked: the portal's own, and of the hospital's rows on top. */
const tablesVersion = z.string().regex(/^[0-9][0-9a-z.+-]{0,31}$/)

const refusal = z.strictObject({ code: f.errorCode })

/** Questions, answers, drawings, handing over and batches: counts, versions and codes. */
export const CONSULT_EVENTS = {
  'consult.started': z
    .strictObject({
      ...instructions,
      missingFacts: f.count.optional(),
      identifiersMasked: f.count.optional(),
      priority: z.literal('rounds').optional(),
    })
    .optional(),
  'consult.finished': z
    .strictObject({
      ...instructions,
      seed: z.int().optional(),
      batched: z.boolean().optional(),
      findings: z.array(f.ruleCount).max(200).optional(),
      redFlags: z.array(f.ruleId).max(200).optional(),
      acknowledgeable: z.boolean().optional(),
      /** Set where nobody read the answer for as long as the policy allows. */
      stoppedBy: z.literal('no_reader').optional(),
      reviewState: z.enum(['running', 'done', 'failed', 'off']).optional(),
      code: f.errorCode.optional(),
    })
    .optional(),
  'consult.refused': refusal,
  'answer.acknowledged': z.strictObject({ kind: z.enum(['red_flags', 'answer']) }).optional(),
  'answer.copied': released,
  'answer.printed': released,
  'mechanism.started': null,
  'mechanism.finished': z
    .strictObject({ added: f.count.optional(), dropped: f.count.optional(), code: f.errorCode.optional() })
    .optional(),
  'presentation.started': z.strictObject({ minutes: f.count }),
  'presentation.ended': z
    .strictObject({
      reason: z.enum(['replaced', 'time_over', 'ended', 'session_ended', 'shutting_down']),
      seconds: z.int(),
    })
    .optional(),
  'batch.started': z
    .strictObject({ documents: f.count, problems: f.count, masked: f.count, useModel: z.boolean() })
    .optional(),
  'batch.finished': z
    .strictObject({ documents: f.count, done: f.count, failed: f.count, values: f.count })
    .optional(),
  'batch.exported': z.strictObject({
    format: z.enum(['csv', 'xlsx', 'fhir']),
    rows: f.count,
    values: f.count,
    which: z.enum(['all', 'accepted']),
  }),
  'batch.wiped': z.strictObject({
    reason: z.enum(['owner', 'session_ended', 'untouched', 'exported', 'replaced']),
    documents: f.count,
  }),
  'batch.refused': refusal,
  'medication.checked': z.strictObject({
    drugs: f.count,
    tables: tablesVersion.optional(),
    unknown: f.count.optional(),
    contraindicated: f.count.optional(),
    serious: f.count.optional(),
    caution: f.count.optional(),
    note: f.count.optional(),
    ...f.asked,
  }),
  'medication.overridden': z.strictObject({
    row: f.ruleId,
    reason: z.enum([
      ...(['benefit_outweighs', 'monitored', 'dose_adjusted', 'no_alternative'] as const),
      ...(['tolerated_before', 'not_applicable', 'specialist_decided'] as const),
    ]),
    tables: tablesVersion,
  }),
  'conversation.offered': z.strictObject(handedOver),
  'conversation.accepted': z.strictObject({ ...handedOver, fromUserId: f.rowId }),
} as const
