import { passagesText } from '@/lib/clinical/citations/tell-passages'
import type { ConversationTurn } from '@/lib/consult/contract'
import type { Locale } from '@/lib/shared/locale'

/** The words of a card as one text. */
export const cardText = ({ lines }: NonNullable<ConversationTurn['card']>): string => lines.join('\n')

/** What the model is told beside the question. */
type Told = Pick<ConversationTurn, 'card' | 'passages'>

/**
 * What the model reads of one turn: its card, then its passages, in front of its question. Never in the instructions, and each turn with
 * its own, so that what was read for earlier turns stays as it was and is not read again.
 */
export function askedText({ card, passages, question }: Told & { question: string }, locale: Locale): string {
  const fresh = (passages ?? []).filter(({ again }) => !again)
  return [card ? cardText(card) : '', passagesText(fresh, locale), question]
    .filter((text) => text !== '')
    .join('\n\n')
}
