import { diffWordsWithSpace } from 'diff'
import type { Locale } from '@/lib/shared/locale'

/** A stretch of text that two versions have in common, or that only the newer (added) or the older (removed) has. */
export interface DiffPiece {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/**
 * Two texts compared word by word, in reading order (Myers' difference, by the `diff` library). Words are those of the language:
 * Chinese is written without spaces.
 */
export function wordDiff(before: string, after: string, locale: Locale): DiffPiece[] {
  const intlSegmenter = new Intl.Segmenter(locale, { granularity: 'word' })
  return diffWordsWithSpace(before, after, { intlSegmenter }).map(({ value, added, removed }) => ({
    kind: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
    text: value,
  }))
}
