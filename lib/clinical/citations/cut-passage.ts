import { estimateTokens } from '@/lib/clinical/card/estimate-tokens'

interface Piece {
  text: string
  tokens: number
  /** Which of the words that were looked for it holds. */
  hits: number[]
  /** A number says more than a lead-in does. */
  hasNumber: boolean
}

/** What a piece with a number adds, where a word that was looked for adds 1. */
const NUMBER_WEIGHT = 0.34

/** Sentences and rows of a passage, each with its closing mark; a full stop ends one only before a blank. */
function sentencesOf(text: string): string[] {
  return text.match(/(?:[^。！？；!?\n.]|\.(?!\s))+(?:[。！？；!?]+|\.(?=\s)|\n+|$)|[。！？；!?\n.]+/g) ?? []
}

/** What a stretch of pieces is worth: each word that was looked for once, and its numbers. */
function worthOf(pieces: readonly Piece[]): number {
  const hits = new Set(pieces.flatMap((piece) => piece.hits))
  return hits.size + NUMBER_WEIGHT * pieces.filter(({ hasNumber }) => hasNumber).length
}

/** The best stretch of pieces that has room; of two that are worth the same the earlier, and of them the longer. */
function bestStretch(pieces: readonly Piece[], tokens: number): readonly Piece[] {
  let best: readonly Piece[] = []
  let worth = -1
  pieces.forEach((_, from) => {
    let used = 0
    let to = from
    for (let next = pieces[to]; next && used + next.tokens <= tokens; next = pieces[to]) {
      used += next.tokens
      to += 1
    }
    const stretch = pieces.slice(from, to)
    if (stretch.length === 0 || worthOf(stretch) <= worth) return
    best = stretch
    worth = worthOf(stretch)
  })
  return best
}

/** Sentences and rows of one passage at most; behind them it is cut off, so that the work stays bounded. */
const PIECES_MAX = 200

/**
 * The stretch of whole sentences and rows of a passage that holds most of the `matched` words and of its numbers, at most `tokens`
 * tokens; the whole passage where it fits. Null where not even one sentence has room. Pure.
 */
export function cutPassage(text: string, matched: readonly string[], tokens: number): string | null {
  if (estimateTokens(text) <= tokens) return text
  const words = [...new Set(matched.map((word) => word.toLowerCase()))]
  const pieces = sentencesOf(text)
    .slice(0, PIECES_MAX)
    .map((sentence): Piece => {
      const folded = sentence.toLowerCase()
      return {
        text: sentence,
        tokens: estimateTokens(sentence),
        hits: words.flatMap((word, i) => (folded.includes(word) ? [i] : [])),
        hasNumber: /\d/.test(sentence),
      }
    })
  const stretch = bestStretch(pieces, tokens)
  if (stretch.length === 0) return null
  return stretch
    .map((piece) => piece.text)
    .join('')
    .trim()
}
