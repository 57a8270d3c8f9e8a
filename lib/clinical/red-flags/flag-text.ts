import { readyText } from '@/lib/clinical/assertion/assert-places'
import { SENTENCE_EDGE } from '@/lib/clinical/text/edges'
import type { NoteSection } from '@/lib/clinical/text/find-sections'
import type { FoldedText } from '@/lib/clinical/text/fold-text'
import { pastClauses } from '@/lib/clinical/red-flags/past-clauses'

/** A case text, folded once, with its clauses and which of them speak of the past. */
export interface FlagText {
  folded: FoldedText
  edges: Uint8Array
  sections: readonly NoteSection[]
  /** Number of the clause of each unit of folded text. */
  clauses: Uint32Array
  sentences: Uint32Array
  /** For each unit 1 where its clause dates what it says to the past. */
  past: Uint8Array
}

/** Divides a text, which may have been folded and laid out before. Linear in its length. */
export function divideText(text: string, { folded, layout } = readyText(text)): FlagText {
  const { edges, sections } = layout
  const clauses = new Uint32Array(edges.length)
  const sentences = new Uint32Array(edges.length)
  for (let i = 0, clause = 0, sentence = 0; i < edges.length; i += 1) {
    clauses[i] = clause
    sentences[i] = sentence
    if (edges[i] === SENTENCE_EDGE) sentence += 1
    if (edges[i]) clause += 1
  }
  const past = pastClauses(folded.text, edges)
  return { folded, edges, sections, clauses, sentences, past }
}
