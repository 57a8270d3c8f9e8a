import { readCitations, type Citation } from '@/lib/clinical/citations/citation'
import { claimOf, type Claim } from '@/lib/clinical/citations/support'
import { within, type Passage } from '@/lib/clinical/review/passage'
import type { Words } from '@/lib/clinical/review/words'

/** A sentence of a part of the answer, with what it cites and what it claims. Places of the claim are those of the sentence. */
export interface CitedSentence {
  sentence: Words
  citations: Citation[]
  claim: Claim
}

const isBlank = (text: string): boolean => /^[\s。.；;]*$/.test(text)

/**
 * The sentences of a part in order. A citation belongs to the sentence that it stands in, one at the head of a sentence to that
 * before it: `…15 mg。[1]`.
 */
export function citedSentences(part: Passage): CitedSentence[] {
  const citations = readCitations(part.text)
  const sentences = part.sentences.map((sentence): CitedSentence => ({
    sentence,
    citations: [],
    claim: claimOf(sentence.surface, within(part.terms, sentence)),
  }))
  for (const citation of citations) {
    const at = sentences.findIndex(({ sentence }) => sentence.end > citation.start)
    const own = sentences[at]
    if (!own) continue
    const atHead = isBlank(part.text.slice(own.sentence.start, citation.start))
    const before = sentences[at - 1]
    ;(atHead && before ? before : own).citations.push(citation)
  }
  return sentences
}
