import 'server-only'
import type { Actor } from '@/lib/auth/permissions'
import { composeQuestion } from '@/lib/consult/compose-question'
import type { MeasureInput } from '@/lib/consult/contract'
import type { PromptMeasure } from '@/lib/inference/contract'
import { engine } from '@/lib/inference/generate'

/**
 * How a question, with its case, fits the model's context, counted with the model's own tokeniser. Nothing is kept
 * and nothing is generated. Throws AppError `control_characters`, `not_found`, `model_loading` or `model_unavailable`.
 */
export async function measureQuestion(input: MeasureInput, actor: Actor): Promise<PromptMeasure> {
  const { request } = await composeQuestion(input, actor)
  return engine().measure(request)
}
