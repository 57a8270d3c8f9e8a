import 'server-only'
import { consult } from '@/lib/consult/feature'
import { inference } from '@/lib/inference/feature'
import type { Actor } from '@/lib/shared/actor'
import type { Span } from '@/lib/clinical/contract'
import { readPolicy } from '@/lib/policies/read-policy'
import { ownedConversation } from '@/lib/consult/consult-store'
import { ENTITY_KINDS, type CheckInput, type CheckedQuestion } from '@/lib/consult/check/contract'
import { asNewestCheck } from '@/lib/consult/newest-check'
import { priorRuns } from '@/lib/consult/prior-runs'
import { requireRoughFit } from '@/lib/consult/rough-fit'
import { replaceIdentifiers } from '@/lib/privacy/mask-text'
import { readers } from '@/lib/quarantine/readers'

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
 * Everything that the rules have to say of a question while it is typed, read in quarantine; the model is not asked and
 * nothing is kept. One check of a session at a time: a newer one ends it. Throws AppError `not_found` for a case that is not
 * the session's own, `question_too_long`, `superseded`, `text_too_complex` or `readers_busy`.
 */
export async function inspectQuestion(
  { question, conversationId, locale: asked }: CheckInput,
  { userId, sessionId, locale: own }: Pick<Actor, 'userId' | 'sessionId' | 'locale'>,
): Promise<CheckedQuestion> {
  requireRoughFit(question)
  const locale = asked ?? own
  const conversation = conversationId === undefined ? null : ownedConversation(conversationId, sessionId)
  const runs = priorRuns(conversation, {})
  const known = conversation?.names ?? []
  const earlier = runs.map(({ turn }) => turn.question)
  return asNewestCheck(sessionId, async (signal) => {
    const [{ mode }, { switchedOff }] = await Promise.all([
      readPolicy(inference.policies.privacyGuard),
      readPolicy(consult.policies.redFlags),
    ])
    const input = { text: question, locale, earlier, switchedOff, known }
    const { terms, facts, identifiers, coach, flags } = await readers().run('readCase', input, {
      person: userId,
      priority: 'interactive',
      signal,
    })
    const masked =
      mode === 'mask' && identifiers.length > 0 ? replaceIdentifiers(question, identifiers) : null
    return {
      entities: entitiesOf({ identifier: identifiers, fact: facts, term: terms }),
      terms: [...terms],
      facts: [...facts],
      missing: coach.missing,
      identifiers: [...identifiers],
      coach,
      redFlags: [...flags],
      privacy: { mode, masked },
    }
  })
}
