import { quotePassage } from '@/lib/clinical/citations/quote-passage'
import type { ConversationTurn } from '@/lib/consult/contract'

/** What the portal writes at the head of an answer, and the number of its passage: the words of the one that is the answer itself; null where none is. */
export function quotedText(passages: ConversationTurn['passages']): { n: number; text: string } | null {
  const one = (passages ?? []).find(({ asked, again, told }) => asked && !again && told !== null)
  const text = one?.told ? quotePassage({ ...one, told: one.told }) : null
  return one && text !== null ? { n: one.n, text } : null
}

/** The number of the passage whose words open an answer, and where they end in its first part; null where it opens with none. */
export function openingQuote({
  passages,
  sections,
}: Pick<ConversationTurn, 'passages' | 'sections'>): { n: number; end: number } | null {
  const quoted = quotedText(passages)
  // Words that the gate has masked are no longer those of the passage.
  const opens = quoted !== null && sections[0]?.text.startsWith(quoted.text) === true
  return opens ? { n: quoted.n, end: quoted.text.length } : null
}
