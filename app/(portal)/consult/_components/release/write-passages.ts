import { readCitations } from '@/lib/clinical/citations/citation'
import { parsePart } from '@/lib/clinical/markdown/part-reader'
import { plainText, type WriteWords } from '@/lib/clinical/markdown/plain-text'
import { richHeading, richParagraph, richText } from '@/lib/clinical/markdown/rich-text'
import type { Block } from '@/lib/clinical/markdown/tree'
import type { ConversationTurn } from '@/lib/consult/contract'
import type { SectionId } from '@/lib/inference/pure/sections'
import { showHidden } from '@/lib/shared/hidden-characters'
import { withFullNames } from '../check/full-names'
import type { ClipboardText } from './put-on-clipboard'

/** A stretch of what is copied: lines of our own, or blocks of the answer. */
export interface Passage {
  title?: string
  lines?: readonly string[]
  blocks?: readonly Block[]
  words?: WriteWords
}

/** A text without its citations: where the list of sources does not go along, a number says nothing. */
function withoutCitations(text: string): string {
  return readCitations(text).reduceRight(
    (rest, { start, end }) => rest.slice(0, start) + rest.slice(end),
    text,
  )
}

/**
 * A part of the answer as it is copied and printed: its blocks, and its words with full names behind abbreviations, with the numbers of
 * its sources where `sources` go along.
 */
export function partPassage(
  turn: Pick<ConversationTurn, 'sections' | 'terms'>,
  part: SectionId,
  sources = false,
): Required<Pick<Passage, 'blocks' | 'words'>> {
  return {
    blocks: parsePart(turn.sections.find(({ id }) => id === part)?.text ?? ''),
    words: ({ text, start }) => {
      const named = withFullNames(text, { part, terms: turn.terms, base: start })
      return showHidden(sources ? named : withoutCitations(named))
    },
  }
}

const asIs: WriteWords = ({ text }) => text

/** Passages as plain text with an empty line between them, and as HTML. Hidden characters are shown in both. */
export function writePassages(passages: readonly Passage[]): ClipboardText {
  const shown = passages.map(({ title, lines = [], blocks = [], words = asIs }) => ({
    ...{ title, lines: lines.map(showHidden), blocks, words },
  }))
  return {
    plain: shown
      .map(({ title, lines, blocks, words }) =>
        [title ?? '', ...lines, plainText(blocks, words)].filter((line) => line !== '').join('\n'),
      )
      .filter((text) => text !== '')
      .join('\n\n'),
    rich: shown
      .map(({ title, lines, blocks, words }) =>
        [
          title === undefined ? '' : richHeading(title),
          ...lines.map(richParagraph),
          richText(blocks, words),
        ].join(''),
      )
      .join(''),
  }
}
