import 'server-only'
import type { Actor } from '@/lib/auth/permissions'
import { coachQuestion } from '@/lib/clinical/coach/coach-question'
import { recogniseFacts } from '@/lib/clinical/facts/recognise-facts'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'
import { checkQuestion } from '@/lib/consult/check-question'
import { clinicalDictionary } from '@/lib/consult/clinical-dictionary'
import { ownedConversation, type Run } from '@/lib/consult/consult-store'
import type { Question } from '@/lib/consult/contract'
import type { ModelText } from '@/lib/inference/contract'
import { toModel } from '@/lib/inference/to-model'
import type { Locale } from '@/lib/shared/locale'

interface Asked {
  actor: Actor
  requestId: string
}

/** The counts that the record of a question holds: what was missing and what was masked. */
function countIntake(
  question: string,
  masked: number,
  told: { earlier: string[]; locale: Locale },
): Run['intake'] {
  const terms = recogniseTerms(question, clinicalDictionary())
  const facts = recogniseFacts(question, terms)
  const { missing } = coachQuestion(question, { facts, terms }, told)
  return { missingFacts: missing.length, identifiersMasked: masked }
}

/**
 * The question as the model may see it under the policy for identifiers, whatever the browser did before, and the counts for its
 * record. Throws AppError `control_characters`, `not_found`, or `identifiers_found` where the policy refuses such questions.
 */
export async function takeInQuestion(
  { question: typed, locale: chosen, conversationId }: Question,
  asked: Asked,
): Promise<{ question: ModelText; intake: Run['intake'] }> {
  const text = checkQuestion(typed)
  const locale = chosen ?? asked.actor.locale
  const { text: question, masked } = await toModel(text, { locale, refuseFor: asked })
  const runs = conversationId ? ownedConversation(conversationId, asked.actor.sessionId).runs : []
  const earlier = runs.map(({ turn }) => turn.question)
  return { question, intake: countIntake(question, masked, { earlier, locale }) }
}
