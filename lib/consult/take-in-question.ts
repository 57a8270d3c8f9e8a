import 'server-only'
import { consult } from '@/lib/consult/feature'
import { recordRefused } from '@/lib/inference/record-refused'
import type { Actor } from '@/lib/shared/actor'
import type { CaseReading } from '@/lib/quarantine/read-case'
import { readPolicy } from '@/lib/policies/read-policy'
import { checkQuestion } from '@/lib/consult/check-question'
import { ownedConversation, type Run } from '@/lib/consult/consult-store'
import type { ConversationTurn, Question } from '@/lib/consult/contract'
import type { FindPassages } from '@/lib/consult/sources/contract'
import { offerPassages } from '@/lib/consult/number-passages'
import { requireRoughFit } from '@/lib/consult/rough-fit'
import { AppError } from '@/lib/errors/app-error'
import type { ModelText } from '@/lib/inference/contract'
import { engine } from '@/lib/inference/generate'
import { toModel } from '@/lib/inference/to-model'
import { errorName, logger } from '@/lib/logging/logger'
import type { CaseCard } from '@/lib/clinical/card/build-card'
import type { KnownName } from '@/lib/privacy/names/name-persons'
import type { Locale } from '@/lib/shared/locale'
import { readers } from '@/lib/quarantine/readers'

interface Asked {
  actor: Actor
  requestId: string
  /** Where the library is looked into; left out where none is. */
  findPassages?: FindPassages
}

/** What a question became on its way in. */
export interface TakenIn {
  /** As the model may see it. */
  question: ModelText
  /** What the rules say of it, under the policies in force. */
  reading: CaseReading
  intake: Run['intake']
  /** What the model is told of the case before the question, as it may see it. */
  card: ConversationTurn['card']
  /** What the library holds for the question; null where it is not asked. */
  passages: ConversationTurn['passages']
  /** Documents that templates of the case name, those of this question included. */
  documents: string[]
  /** The names masked in the case so far, those of the question included. */
  names: KnownName[]
}

/** Its length is judged before a word of it is read. */
async function refuseTooLong(text: string, asked: Asked): Promise<void> {
  try {
    requireRoughFit(text)
  } catch (error) {
    if (error instanceof AppError) await recordRefused(error, asked)
    throw error
  }
}

/** The card is made of words that passed the gate, and passes it as everything does. */
async function passedCard(
  { lines, tokens }: CaseCard,
  through: { locale: Locale; person: string; names: KnownName[] },
): Promise<CaseCard> {
  const { text } = await toModel(lines.join('\n'), through)
  return { lines: text.split('\n'), tokens }
}

/** A library that cannot be searched now costs an answer its passages, never the answer. */
async function passagesFor(
  question: Parameters<FindPassages>[0],
  { asked, runs, cardTokens }: { asked: Asked; runs: readonly Run[]; cardTokens: number },
): Promise<ConversationTurn['passages']> {
  const { mode } = await readPolicy(consult.policies.sources)
  if (mode === 'off' || !asked.findPassages) return null
  try {
    const found = await asked.findPassages(question, asked.actor)
    return offerPassages(found, { turns: runs.map(({ turn }) => turn), cardTokens }, engine())
  } catch (error) {
    logger.error('library not searched', { requestId: asked.requestId, errorName: errorName(error) })
    return null
  }
}

/**
 * The question as the model may see it under the policy for identifiers, whatever the browser did before, read once, in
 * quarantine, with the counts for its record. Throws AppError `control_characters`, `question_too_long`, `not_found`,
 * `text_too_complex`, `readers_busy`, or `identifiers_found` where the policy refuses such questions.
 */
export async function takeInQuestion(
  { question: typed, locale: chosen, conversationId, template }: Question,
  asked: Asked,
): Promise<TakenIn> {
  const text = checkQuestion(typed)
  await refuseTooLong(text, asked)
  const { actor } = asked
  const locale = chosen ?? actor.locale
  const conversation = conversationId ? ownedConversation(conversationId, actor.sessionId) : null
  const runs = conversation?.runs ?? []
  // A refused question leaves no name in the case: what it adds is kept where the run is.
  const names = [...(conversation?.names ?? [])]
  const earlier = runs.map(({ turn }) => turn.question)
  const { switchedOff } = await readPolicy(consult.policies.redFlags)
  const { text: question, masked } = await toModel(text, {
    locale,
    person: actor.userId,
    refuseFor: asked,
    names,
  })
  const reading = await readers().run(
    'readCase',
    { text: question, locale, earlier, switchedOff },
    { person: actor.userId, priority: 'interactive' },
  )
  const { coach, medicationTables } = reading
  const intake = { missingFacts: coach.missing.length, identifiersMasked: masked, medicationTables }
  const card = reading.card && (await passedCard(reading.card, { locale, person: actor.userId, names }))
  const documents = [...new Set([...(conversation?.documents ?? []), ...(template?.documents ?? [])])]
  const passages = await passagesFor(
    { reading, earlier, first: documents },
    { asked, runs, cardTokens: card?.tokens ?? 0 },
  )
  return { question, reading, intake, card, passages, documents, names }
}
