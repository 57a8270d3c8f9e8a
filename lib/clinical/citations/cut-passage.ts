import { estimateTokens } from '@/lib/clinical/card/estimate-tokens'

interface Piece {
  text: string
  tokens: number
  hits: number
}

/** Sentences and rows of a passage, each with its closing mark; a full stop ends one only before a blank. */
function sentencesOf(text: string): string[] {
  return text.match(/(?:[^。！？；!?\n.]|\.(?!\s))+(?:[。！？；!?]+|\.(?=\s)|\n+|$)|[。！？；!?\n.]+/g) ?? []
}

/**
 * The stretch of whole sentences of a passage around those that hold most of the `matched` words, at most `tokens` tokens; the whole
 * passage where it fits. Null where not even one sentence has room. Pure, linear in the length of the passage.
 */
export function cutPassage(text: string, matched: readonly string[], tokens: number): string | null {
  if (estimateTokens(text) <= tokens) return text
  const words = [...new Set(matched.map((word) => word.toLowerCase()))]
  const pieces = sentencesOf(text).map((sentence): Piece => {
    const folded = sentence.toLowerCase()
    return {
      text: sentence,
      tokens: estimateTokens(sentence),
      hits: words.filter((word) => folded.includes(word)).length,
    }
  })
  const fitting = pieces.filter((piece) => piece.tokens <= tokens)
  if (fitting.length === 0) return null
  const best = fitting.reduce((a, b) => (b.hits > a.hits ? b : a))
  let from = pieces.indexOf(best)
  let to = from + 1
  let used = best.tokens
  const rest = () => tokens - used
  for (;;) {
    const [before, behind] = [pieces[from - 1], pieces[to]]
    const open = [before, behind].filter((piece): piece is Piece => !!piece && piece.tokens <= rest())
    // What follows explains more often than what precedes.
    const next =
      open.length === 2 && before && behind ? (before.hits > behind.hits ? before : behind) : open[0]
    if (!next) break
    used += next.tokens
    if (next === before) from -= 1
    else to += 1
  }
  return pieces
    .slice(from, to)
    .map((piece) => piece.text)
    .join('')
    .trim()
}
