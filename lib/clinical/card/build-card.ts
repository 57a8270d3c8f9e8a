import { cardItems, wordsOf, type CardCase } from '@/lib/clinical/card/card-items'
import { estimateTokens } from '@/lib/clinical/card/estimate-tokens'
import { isKnowledge } from '@/lib/clinical/red-flags/knowledge'
import { foldText } from '@/lib/clinical/text/fold-text'
import type { Locale } from '@/lib/shared/locale'

/** What the model is told of a case before the question. */
export interface CaseCard {
  /** The head, then a line for each kind of fact. */
  lines: string[]
  /** Tokens of the lines at the most. */
  tokens: number
}

/** Most tokens of a card: what it says may not crowd out the question. */
export const CARD_TOKENS_MAX = 220

/** Lines that only a patient has: names of drugs and illnesses stand in questions of knowledge, too. */
const OF_A_PATIENT: ReadonlySet<string> = new Set(['patient', 'flags', 'allergies', 'values'])

/** As many of the items, in front, as fit into `room` tokens with their label; the mark of more behind where some do not. */
function lineOf(items: readonly string[], label: string, { room, locale }: { room: number; locale: Locale }) {
  const { colon, comma, more } = wordsOf(locale)
  for (let count = items.length; count > 0; count -= 1) {
    const end = count < items.length ? more : ''
    const line = `${label}${colon}${items.slice(0, count).join(comma)}${end}`
    // The break behind a line is a token too.
    const tokens = estimateTokens(line) + 1
    if (tokens <= room) return { line, tokens }
  }
  return null
}

/**
 * The card of a case in the language of the run, at most `CARD_TOKENS_MAX` tokens: patient, red flags, allergies, values that are not
 * normal with their class, drugs, computed values with what they come from, diagnoses with their code, and what is missing. Null where nothing of a patient
 * is known. Pure.
 */
export function buildCard(told: CardCase, locale: Locale): CaseCard | null {
  const { head, labels } = wordsOf(locale)
  const parts = cardItems(told, locale)
  if (isKnowledge(foldText(told.text).text, told.facts)) return null
  if (parts.every(({ label, items }) => items.length === 0 || !OF_A_PATIENT.has(label))) return null
  const lines = [head]
  let tokens = estimateTokens(head) + 1
  for (const { label, items } of parts) {
    const found = lineOf(items, labels[label], { room: CARD_TOKENS_MAX - tokens, locale })
    if (!found) continue
    lines.push(found.line)
    tokens += found.tokens
  }
  return { lines, tokens }
}
