import 'server-only'
import type { Actor } from '@/lib/auth/permissions'
import { composeQuestion } from '@/lib/consult/compose-question'
import type { MeasureInput } from '@/lib/consult/contract'
import type { PromptMeasure } from '@/lib/inference/contract'
import { roughOverflow } from '@/lib/consult/rough-fit'
import { engine } from '@/lib/inference/generate'

/**
 * How a question, with its case, fits the model's context, counted with the model's own tokeniser; one that cannot fit
 * by far is told by its length. Nothing is kept
 * and nothing is generated. Throws AppError `control_characters`, `not_found`, `model_loading` or `model_unavailable`.
 */
export async function measureQuestion(input: MeasureInput, actor: Actor): Promise<PromptMeasure> {
  const overflow = roughOverflow(input.question)
  if (overflow) return overflow
  const { request } = await composeQuestion(input, actor)
  return engine().measure(request)
}
