import 'server-only'
import type { Actor } from '@/lib/auth/permissions'
import { coachQuestion } from '@/lib/clinical/coach/coach-question'
import type { Span } from '@/lib/clinical/contract'
import { recogniseFacts } from '@/lib/clinical/facts/recognise-facts'
import { findRedFlags } from '@/lib/clinical/red-flags/find-red-flags'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'
import { readPolicy } from '@/lib/config/read-policy'
import { clinicalDictionary } from '@/lib/consult/clinical-dictionary'
import { ownedConversation } from '@/lib/consult/consult-store'
import { ENTITY_KINDS, type CheckInput, type CheckedQuestion } from '@/lib/consult/contract'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'
import { replaceIdentifiers } from '@/lib/privacy/mask-text'

type Entity = CheckedQuestion['entities'][number]

/** The places to mark, without overlap: an identifier hides the facts and terms inside it, a fact the terms inside it. */
function entitiesOf(spans: Readonly<Record<Entity['kind'], readonly Span[]>>): Entity[] {
  const kept: Entity[] = []
  for (const kind of ENTITY_KINDS) {
    const taken = kept.toSorted((a, b) => a.start - b.start)
    let at = 0
    let end = 0
    for (const span of spans[kind].toSorted((a, b) => a.start - b.start || b.end - a.end)) {
      while ((taken[at]?.end ?? Infinity) <= span.start) at += 1
      if (span.start < end || (taken[at]?.start ?? Infinity) < span.end) continue
      kept.push({ kind, start: span.start, end: span.end, surface: span.surface })
      end = span.end
    }
  }
  return kept.sort((a, b) => a.start - b.start)
}

/**
 * Everything that the rules have to say of a question while it is typed; the model is not asked and nothing is kept. Throws
 * AppError `not_found` for a case that is not the session's own.
 */
export async function inspectQuestion(
  { question, conversationId, locale: asked }: CheckInput,
  { sessionId, locale: own }: Pick<Actor, 'sessionId' | 'locale'>,
): Promise<CheckedQuestion> {
  const locale = asked ?? own
  const runs = conversationId === undefined ? [] : ownedConversation(conversationId, sessionId).runs
  const [{ mode }, { switchedOff }] = await Promise.all([readPolicy('privacyGuard'), readPolicy('redFlags')])
  const terms = recogniseTerms(question, clinicalDictionary())
  const facts = recogniseFacts(question, terms)
  const identifiers = findIdentifiers(question, locale)
  const earlier = runs.map(({ turn }) => turn.question)
  const coach = coachQuestion(question, { facts, terms }, { earlier, locale })
  const whole = [...earlier, question].join('\n')
  const masked = mode === 'mask' && identifiers.length > 0 ? replaceIdentifiers(question, identifiers) : null
  return {
    entities: entitiesOf({ identifier: identifiers, fact: facts, term: terms }),
    terms,
    facts,
    missing: coach.missing,
    identifiers,
    coach,
    redFlags: findRedFlags(whole, { switchedOff, terms: recogniseTerms(whole, clinicalDictionary()) }),
    privacy: { mode, masked },
  }
}
