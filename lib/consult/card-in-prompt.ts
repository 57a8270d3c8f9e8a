import type { ConversationTurn } from '@/lib/consult/contract'

/** The words of a card as one text. */
export const cardText = ({ lines }: NonNullable<ConversationTurn['card']>): string => lines.join('\n')

/**
 * What the model reads of one turn: its card in front of its question. Never in the instructions, and each turn with its own, so that
 * what was read for earlier turns stays as it was and is not read again.
 */
export const askedText = ({ card, question }: Pick<ConversationTurn, 'card' | 'question'>): string =>
  card ? `${cardText(card)}\n\n${question}` : question
