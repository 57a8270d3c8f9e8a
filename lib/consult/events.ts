import { z } from 'zod'
import * as f from '@/lib/audit/event-fields'
import { defineEvents } from '@/lib/feature/define-server'

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

/** Questions, answers and handing over: counts, versions and codes. */
export const consultEvents = defineEvents({
  'consult.started': z
    .strictObject({
      ...instructions,
      missingFacts: f.count.optional(),
      identifiersMasked: f.count.optional(),
      medicationTables: f.tablesVersion.optional(),
      /** Keyed hash of the case card, where the model was told one. */
      cardHmac: f.keyedHash.optional(),
      /** Keyed hash of the passages that the library gave, and their number; left out where it was not asked. */
      passagesHmac: f.keyedHash.optional(),
      passagesOffered: f.count.optional(),
      priority: z.literal('rounds').optional(),
      /** The run of the same question before it, and the one whose answer it went on with. */
      replaces: f.uuid.optional(),
      continues: f.uuid.optional(),
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
      /** Passages that the answer cites. */
      passagesCited: f.count.optional(),
      /** Set where nobody read the answer for as long as the policy allows. */
      stoppedBy: z.literal('no_reader').optional(),
      reviewState: z.enum(['running', 'done', 'failed', 'off']).optional(),
      code: f.errorCode.optional(),
    })
    .optional(),
  'answer.acknowledged': z.strictObject({ kind: z.enum(['red_flags', 'answer']) }).optional(),
  'answer.copied': released,
  'answer.printed': released,
  'conversation.offered': z.strictObject(handedOver),
  /** A person's next sign-in has again what a session left that had not been ended by its owner. */
  'conversation.taken_back': z.strictObject({ cases: f.count, runIds: z.array(f.uuid).max(500) }),
  'conversation.accepted': z.strictObject({ ...handedOver, fromUserId: f.rowId }),
})
