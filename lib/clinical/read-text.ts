import { readyText } from '@/lib/clinical/assertion/assert-places'
import type { Fact, Term } from '@/lib/clinical/contract'
import { recogniseFacts } from '@/lib/clinical/facts/recognise-facts'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'

/** A text with its terms and facts, each in the order they stand. */
export interface TextReading {
  text: string
  terms: readonly Term[]
  facts: readonly Fact[]
}

/** Terms and facts of a text, by the terms of `dictionary`. Linear in the length of the text. */
export function readText(text: string, dictionary: Dictionary, ready = readyText(text)): TextReading {
  const terms = recogniseTerms(text, dictionary, ready)
  return { text, terms, facts: recogniseFacts(text, terms, ready) }
}
