import { isAdvised, stanceOnTerm } from '@/lib/clinical/acceptance/stance'
import type { Term } from '@/lib/clinical/contract'
import type { Finding } from '@/lib/clinical/review/finding'
import { Passage } from '@/lib/clinical/review/passage'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { foldedAt } from '@/lib/clinical/text/fold-text'

/** Whether the passage advises a drug, speaks against it, or only speaks of it (null). */
function stanceOf(passage: Passage, drug: Term): 'advised' | 'against' | null {
  if (stanceOnTerm(passage, drug) !== null) return 'against'
  const { folded } = passage
  const place = { from: foldedAt(folded, drug.start), to: foldedAt(folded, drug.end) }
  return isAdvised(folded.text, place) ? 'advised' : null
}

/** A condition makes it no contradiction: `at an eGFR below 30 avoid metformin`. */
function isConditional(passage: Passage, term: Term): boolean {
  const sentence = passage.sentenceOf(term)
  return passage.has('threshold', sentence) || passage.has('hypothetical', sentence)
}

/** Drugs, by English name, that one part advises and this or another part speaks against, both without a condition. */
function drugsBothWays(passages: readonly Passage[]): string[] {
  const stances = new Map<string, Set<'advised' | 'against'>>()
  for (const passage of passages) {
    for (const term of passage.terms) {
      if (term.kind !== 'drug' || isConditional(passage, term)) continue
      const stance = stanceOf(passage, term)
      if (!stance) continue
      const known = stances.get(term.preferred.en) ?? new Set()
      stances.set(term.preferred.en, known.add(stance))
    }
  }
  return [...stances].flatMap(([name, { size }]) => (size === 2 ? [name] : []))
}

const isDenied = (passage: Passage, term: Term): boolean =>
  term.status === 'negated' || stanceOnTerm(passage, term) === 'deny'

/** The diagnosis that the definition begins with, by English name, where a later part denies it and nowhere affirms it. */
function diagnosisDenied(definition: Passage | undefined, later: readonly Passage[]): string[] {
  const main = definition?.terms.find(({ kind, status }) => kind === 'diagnosis' && status !== 'negated')
  if (!main) return []
  const again = later.map((passage) => ({
    passage,
    terms: passage.terms.filter(({ preferred }) => preferred.en === main.preferred.en),
  }))
  const denies = ({ passage, terms }: (typeof again)[number]): boolean =>
    terms.length > 0 && terms.every((term) => isDenied(passage, term) && !isConditional(passage, term))
  return again.some(denies) ? [main.preferred.en] : []
}

/**
 * What an answer says both ways, by English name: a drug that it advises and speaks against, the diagnosis of its definition
 * that it denies later, and what the review found its thought to speak against.
 */
export function contradictions(
  parts: Readonly<Record<string, string>>,
  findings: readonly Finding[],
): string[] {
  const passages = Object.entries(parts).map(([id, text]) => ({
    id,
    passage: new Passage(text, { question: true }, { dictionary: builtInDictionary() }),
  }))
  const definition = passages.find(({ id }) => id === 'definition')?.passage
  const later = passages.flatMap(({ id, passage }) => (id === 'definition' ? [] : [passage]))
  const all = passages.map(({ passage }) => passage)
  const reviewed = findings.filter(({ rule }) => rule === 'contradiction').map(({ surface }) => surface)
  return [...drugsBothWays(all), ...diagnosisDenied(definition, later), ...reviewed]
}
