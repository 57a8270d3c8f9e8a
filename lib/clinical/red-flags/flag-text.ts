import { edgesOf, SENTENCE_EDGE } from '@/lib/clinical/text/edges'
import { findSections, type NoteSection } from '@/lib/clinical/text/find-sections'
import { foldText, type FoldedText } from '@/lib/clinical/text/fold-text'
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

/** Folds and divides a text. Linear in its length. */
export function divideText(text: string): FlagText {
  const folded = foldText(text)
  const edges = edgesOf(folded.text)
  const clauses = new Uint32Array(edges.length)
  const sentences = new Uint32Array(edges.length)
  for (let i = 0, clause = 0, sentence = 0; i < edges.length; i += 1) {
    clauses[i] = clause
    sentences[i] = sentence
    if (edges[i] === SENTENCE_EDGE) sentence += 1
    if (edges[i]) clause += 1
  }
  const past = pastClauses(folded.text, edges)
  return { folded, edges, sections: findSections(folded.text), clauses, sentences, past }
}
