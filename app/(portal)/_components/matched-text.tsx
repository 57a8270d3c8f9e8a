import { showHidden } from '@/lib/shared/hidden-characters'

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A text cut at the words that a search matched, in any case: every second piece is one of them. The pieces together are the text. */
export function cutAtMatches(text: string, words: readonly string[]): string[] {
  const longestFirst = [...new Set(words)]
    .filter((word) => word !== '')
    .toSorted((a, b) => b.length - a.length)
  if (longestFirst.length === 0) return [text]
  return text.split(new RegExp(`(${longestFirst.map(escaped).join('|')})`, 'gi'))
}

/** A passage with the words that were looked for marked; characters that hide are shown as their code. */
export function MatchedText({ text, words }: { text: string; words: readonly string[] }) {
  return cutAtMatches(text, words).map((piece, i) => {
    const shown = showHidden(piece)
    return i % 2 === 1 ? <mark key={i}>{shown}</mark> : shown
  })
}
