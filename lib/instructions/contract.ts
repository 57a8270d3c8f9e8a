import { z } from 'zod'
import { outcomeSchema } from '@/lib/inference/contract'
import { localeSchema } from '@/lib/shared/locale-schema'
import { person } from '@/lib/shared/person'

/** Longest text of the instructions in one language, in characters. */
export const SYSTEM_PROMPT_MAX = 8000
const promptText = z
  .string()
  .max(SYSTEM_PROMPT_MAX)
  .refine((text) => text.trim().length > 0)
  .refine((text) => !/[^\P{Cc}\n\t]/u.test(text))
export const systemPromptInput = z.strictObject({
  zh: promptText,
  en: promptText,
  note: z.string().trim().max(200).default(''),
  /** Number of the version that was edited; 0 for the text that comes with the portal. */
  base: z.int().min(0),
})
export const systemPromptVersionSchema = z.object({
  /** 0 for the text that comes with the portal. */
  number: z.int(),
  /** As audit records name it. */
  version: z.string(),
  zh: z.string(),
  en: z.string(),
  /** SHA-256 of each text, as it stands in the audit record of each question. */
  sha256: z.object({ zh: z.string(), en: z.string() }),
  note: z.string(),
  createdBy: person.nullable(),
  createdAt: z.iso.datetime().nullable(),
})
/** Newest first; the first is in force. */
export const listSystemPromptsOutput = z.object({ versions: z.array(systemPromptVersionSchema) })
export type SystemPromptVersion = z.infer<typeof systemPromptVersionSchema>

/** Fixed cases to try instructions on. They are made up: no patient stands behind them. */
export const PROMPT_CASES = ['chest_pain', 'hyperkalaemia', 'missing_facts'] as const
export const previewPromptInput = z.strictObject({
  text: promptText,
  locale: localeSchema,
  case: z.enum(PROMPT_CASES),
})
export const previewPromptOutput = z.object({
  question: z.string(),
  sha256: z.string(),
  /** By the model's own tokeniser; null while it is loading. */
  tokens: z
    .object({ system: z.int(), prompt: z.int(), reserved: z.int(), contextLimit: z.int(), over: z.int() })
    .nullable(),
})
export const tryPromptOutput = z.object({
  outcome: outcomeSchema,
  thought: z.string(),
  sections: z.array(z.object({ title: z.string(), text: z.string() })),
})
