import { estimateTokens } from '@/lib/clinical/card/estimate-tokens'
import { piecesOf, type Piece } from '@/lib/clinical/citations/passage-pieces'

interface Weighed extends Piece {
  /** Which of the words that were looked for it holds. */
  hits: number[]
  /** A number says more than a lead-in does. */
  hasNumber: boolean
}

/** What a piece with a number adds, where a word that was looked for adds 1. */
const NUMBER_WEIGHT = 0.34

/** What a stretch of pieces is worth: each word that was looked for once, and its numbers. */
function worthOf(pieces: readonly Weighed[]): number {
  const hits = new Set(pieces.flatMap((piece) => piece.hits))
  return hits.size + NUMBER_WEIGHT * pieces.filter(({ hasNumber }) => hasNumber).length
}

/** The best stretch of pieces that has room, a row with the head of its table; of two that are worth the same the earlier, and of them the longer. */
function bestStretch(pieces: readonly Weighed[], tokens: number): readonly Weighed[] {
  let best: readonly Weighed[] = []
  let worth = -1
  pieces.forEach(({ head }, from) => {
    let used = estimateTokens(head)
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

/** A list mark alone says nothing. */
const SAYS = /[\p{L}\p{N}]/u

const asText = (stretch: readonly Piece[]): string =>
  ((stretch[0]?.head ?? '') + stretch.map(({ text }) => text).join('')).trim()

/**
 * The stretch of whole sentences and rows of a passage that holds most of the `matched` words and of its numbers, at most `tokens`
 * tokens; the whole passage where it fits. Rows stand under the head of their table. Null where not even one sentence has room. Pure.
 */
export function cutPassage(text: string, matched: readonly string[], tokens: number): string | null {
  if (estimateTokens(text) <= tokens) return text
  const words = [...new Set(matched.map((word) => word.toLowerCase()))]
  const cut = (pieces: readonly Piece[]): string => {
    const weighed = pieces.slice(0, PIECES_MAX).map((piece): Weighed => {
      const folded = piece.text.toLowerCase()
      const hits = words.flatMap((word, i) => (folded.includes(word) ? [i] : []))
      return { ...piece, hits, hasNumber: /\d/.test(piece.text) }
    })
    return asText(bestStretch(weighed, tokens))
  }
  const told = cut(piecesOf(text))
  if (SAYS.test(told)) return told
  // A row that is longer than all the room is told by its sentences.
  const sentences = cut(piecesOf(text, { rows: false }))
  return SAYS.test(sentences) ? sentences : null
}
