import { foldText, originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import type { Identifier } from '@/lib/privacy/contract'
import { findAddresses } from '@/lib/privacy/find-addresses'
import { findDates } from '@/lib/privacy/find-dates'
import { findEnglishNames } from '@/lib/privacy/find-english-names'
import { findLabelled } from '@/lib/privacy/find-labelled'
import { findNames } from '@/lib/privacy/find-names'
import { findNumbers } from '@/lib/privacy/find-numbers'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import replacements from '@/lib/privacy/replacements.json'
import type { Locale } from '@/lib/shared/locale'

const contains = (outer: Identifier, inner: Identifier) =>
  outer.start <= inner.start && inner.end <= outer.end

/** Of places that overlap the longer stays; of two that cross, the first. */
function withoutOverlap(identifiers: readonly Identifier[]): Identifier[] {
  const sorted = identifiers.toSorted((a, b) => a.start - b.start || b.end - a.end)
  const kept: Identifier[] = []
  for (const next of sorted) {
    const last = kept.at(-1)
    if (!last || next.start >= last.end) kept.push(next)
    else if (contains(next, last) && next.end > last.end) kept[kept.length - 1] = next
  }
  return kept
}

/**
 * The places of a text that may identify a person, in their order and without overlap, with what would stand there instead in the
 * reader's language. Finds what a label, a form, a check digit or a relation gives away; a bare name in running text can stay
 * unseen, so nobody may call a text free of identifiers because none was found. Linear in the length of the text.
 */
export function findIdentifiers(
  text: string,
  { dictionary, locale }: { dictionary: Dictionary; locale: Locale },
): Identifier[] {
  const folded = foldText(text)
  // A blank between Han characters may part a name from the next word, or be a slip inside the name.
  const spaced = foldText(text, { blanks: true })
  const identified =
    (of: FoldedText) =>
    ({ kind, from, to, confidence, replacement }: FoundIdentifier): Identifier => ({
      kind,
      ...originalSpan(of, from, to),
      confidence,
      replacement: replacement ?? replacements[locale][kind],
    })
  const found = [
    ...[findNumbers, findLabelled, findDates, findAddresses].flatMap((find) =>
      find(folded).map(identified(folded)),
    ),
    ...findNames(folded, dictionary).map(identified(folded)),
    ...findNames(spaced, dictionary).map(identified(spaced)),
  ]
  const names = findEnglishNames(text).map((span): Identifier => ({
    kind: 'name',
    ...span,
    confidence: 'likely',
    replacement: replacements[locale].name,
  }))
  return withoutOverlap([...found, ...names])
}
