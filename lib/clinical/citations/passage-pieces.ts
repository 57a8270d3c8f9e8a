import { estimateTokens } from '@/lib/clinical/card/estimate-tokens'
import { isRow } from '@/lib/clinical/citations/passage-blocks'

/** A sentence, an item or a table row of a passage, which is told whole or not at all. */
export interface Piece {
  /** With its closing mark and line end. */
  text: string
  tokens: number
  /** The head of the table that the row stands in, with its line end; empty for what is no row, and for the head itself. */
  head: string
}

/** Sentences of a line, each with its closing mark; the number of an item (`2. `) ends none, nor does a full stop before anything but a blank. */
function sentencesOf(line: string): string[] {
  const item = /^\s*\d{1,2}\.\s+/.exec(line)?.[0] ?? ''
  const [first = '', ...rest] =
    line
      .slice(item.length)
      .match(/(?:[^。！？；!?.]|\.(?!\s))+(?:[。！？；!?]+|\.(?=\s)|$)|[。！？；!?.\s]+/g) ?? []
  return [item + first, ...rest]
}

/** The pieces of a passage in order; together they are its text. With `rows` false a long row falls into its sentences. */
export function piecesOf(text: string, { rows = true }: { rows?: boolean } = {}): Piece[] {
  let head = ''
  return text.split(/(?<=\n)/).flatMap((line) => {
    const row = isRow(line)
    const above = row ? head : ''
    head = row ? head || line : ''
    const parts = row && rows ? [line] : sentencesOf(line)
    return parts
      .filter((part) => part !== '')
      .map((part) => ({ text: part, tokens: estimateTokens(part), head: rows ? above : '' }))
  })
}
