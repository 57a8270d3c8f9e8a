/**
 * A text in pieces: those at even places are plain, those at odd ones are among the words to mark. Of two words that begin at
 * one place the longer is marked.
 */
export function markWords(text: string, words: readonly string[]): string[] {
  const longestFirst = [...new Set(words)].filter((word) => word !== '').sort((a, b) => b.length - a.length)
  if (longestFirst.length === 0) return [text]
  const escaped = longestFirst.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return text.split(new RegExp(`(${escaped.join('|')})`))
}
