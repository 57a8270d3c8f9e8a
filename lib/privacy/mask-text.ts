import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import type { Identifier } from '@/lib/privacy/contract'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'
import type { Locale } from '@/lib/shared/locale'

/** A text with its identifiers replaced, and how many there were. */
export interface MaskedText {
  text: string
  count: number
}

/** The text with the given places replaced. The places are in order and do not overlap, as `findIdentifiers` returns them. */
export function replaceIdentifiers(text: string, identifiers: readonly Identifier[]): string {
  let masked = ''
  let at = 0
  for (const { start, end, replacement } of identifiers) {
    masked += text.slice(at, start) + replacement
    at = end
  }
  return masked + text.slice(at)
}

/** Finds and replaces the identifiers of a text. */
export function maskText(text: string, reader: { dictionary: Dictionary; locale: Locale }): MaskedText {
  const identifiers = findIdentifiers(text, reader)
  return { text: replaceIdentifiers(text, identifiers), count: identifiers.length }
}
