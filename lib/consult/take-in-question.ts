import 'server-only'
import { recordAlone } from '@/lib/audit/record-event'
import type { Actor } from '@/lib/auth/permissions'
import { coachQuestion } from '@/lib/clinical/coach/coach-question'
import { recogniseFacts } from '@/lib/clinical/facts/recognise-facts'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'
import { readPolicy } from '@/lib/config/read-policy'
import { checkQuestion } from '@/lib/consult/check-question'
import { clinicalDictionary } from '@/lib/consult/clinical-dictionary'
import { ownedConversation, type Run } from '@/lib/consult/consult-store'
import type { Question } from '@/lib/consult/contract'
import { AppError } from '@/lib/errors/app-error'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'
import { replaceIdentifiers } from '@/lib/privacy/mask-text'
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

async function refuse(count: number, { actor, requestId }: Asked): Promise<never> {
  const refusal = new AppError('identifiers_found', { count })
  const detail = { code: refusal.code }
  await recordAlone({ event: 'consult.refused', outcome: 'refused', actor, requestId, detail })
  throw refusal
}

/**
 * The question as the model may see it under the policy for identifiers, whatever the browser did before, and the counts for its
 * record. Throws AppError `control_characters`, `not_found`, or `identifiers_found` where the policy refuses such questions.
 */
export async function takeInQuestion(
  { question: typed, locale: chosen, conversationId }: Question,
  asked: Asked,
): Promise<{ question: string; intake: Run['intake'] }> {
  const text = checkQuestion(typed)
  const locale = chosen ?? asked.actor.locale
  const { mode } = await readPolicy('privacyGuard')
  const identifiers = mode === 'warn' ? [] : findIdentifiers(text, locale)
  if (mode === 'block' && identifiers.length > 0) await refuse(identifiers.length, asked)
  const question = replaceIdentifiers(text, identifiers)
  const runs = conversationId ? ownedConversation(conversationId, asked.actor.sessionId).runs : []
  const earlier = runs.map(({ turn }) => turn.question)
  return { question, intake: countIntake(question, identifiers.length, { earlier, locale }) }
}
