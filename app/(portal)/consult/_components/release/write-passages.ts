import { readCitations } from '@/lib/clinical/citations/citation'
import { parsePart } from '@/lib/clinical/markdown/part-reader'
import { plainText, type WriteWords } from '@/lib/clinical/markdown/plain-text'
import { richHeading, richParagraph, richText } from '@/lib/clinical/markdown/rich-text'
import type { Block, Words } from '@/lib/clinical/markdown/tree'
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

type Link = Pick<ConversationTurn['links'][number], 'end' | 'n'>

/**
 * Words with the numbers of the sources that a rule tied to their sentences, each behind the words of its sentence and with a star. A
 * figure that follows without a sign between them is kept apart.
 */
function withLinks(
  { text, start }: Pick<Words, 'text' | 'start'>,
  links: readonly Link[],
  write: (text: string, base: number) => string,
): string {
  const own = links
    .filter(({ end }) => end > start && end <= start + text.length)
    .toSorted((a, b) => a.end - b.end)
  const pieces = own.map(({ end, n }, i) => {
    const from = own[i - 1]?.end ?? start
    const apart = /^\d/.test(text.slice(end - start)) ? ' ' : ''
    return `${write(text.slice(from - start, end - start), from)}[${n}]*${apart}`
  })
  const last = own.at(-1)?.end ?? start
  return pieces.join('') + write(text.slice(last - start), last)
}

/**
 * A part of the answer as it is copied and printed: its blocks, and its words with full names behind abbreviations, with the numbers of
 * its sources where `sources` go along.
 */
export function partPassage(
  turn: Pick<ConversationTurn, 'sections' | 'terms' | 'links'>,
  part: SectionId,
  sources = false,
): Required<Pick<Passage, 'blocks' | 'words'>> {
  return {
    blocks: parsePart(turn.sections.find(({ id }) => id === part)?.text ?? ''),
    words: ({ text, start }) => {
      const named = (words: string, base: number) => withFullNames(words, { part, terms: turn.terms, base })
      if (!sources) return showHidden(withoutCitations(named(text, start)))
      const links = turn.links.filter(({ section }) => section === part)
      return showHidden(withLinks({ text, start }, links, named))
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
