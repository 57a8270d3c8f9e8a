import 'server-only'
import type { Actor } from '@/lib/shared/actor'
import { checkQuestion } from '@/lib/consult/check-question'
import { composeQuestion } from '@/lib/consult/compose-question'
import { ownedConversation } from '@/lib/consult/consult-store'
import type { MeasureInput } from '@/lib/consult/check/contract'
import type { PromptMeasure } from '@/lib/inference/contract'
import { roughOverflow } from '@/lib/consult/rough-fit'
import { engine } from '@/lib/inference/generate'
import { toModel } from '@/lib/inference/to-model'

/**
 * How a question, with its case, fits the model's context: masked as it would be sent, counted on this machine; one that
 * cannot fit by far is told by its length. Nothing is kept, generated or sent. Throws AppError `control_characters`,
 * `not_found`, `text_too_complex`, `readers_busy`, `model_loading` or `model_unavailable`.
 */
export async function measureQuestion(input: MeasureInput, actor: Actor): Promise<PromptMeasure> {
  const overflow = roughOverflow(input.question)
  if (overflow) return overflow
  const { conversationId } = input
  const names = conversationId ? [...ownedConversation(conversationId, actor.sessionId).names] : []
  const { text: question } = await toModel(checkQuestion(input.question), {
    locale: input.locale ?? actor.locale,
    person: actor.userId,
    names,
  })
  const { request } = await composeQuestion({ ...input, question, names }, actor)
  return engine().measure(request)
}
