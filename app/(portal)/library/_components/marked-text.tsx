import { VisibleText } from '@/app/(portal)/consult/_components/visible-text'
import { markWords } from './mark-words'

/** A text with some words marked. */
export function MarkedText({ text, words }: { text: string; words: readonly string[] }) {
  return markWords(text, words).map((piece, i) =>
    i % 2 === 1 ? (
      <mark key={i} className="bg-raised text-ink rounded-sm font-medium underline decoration-dotted">
        <VisibleText text={piece} />
      </mark>
    ) : (
      <VisibleText key={i} text={piece} />
    ),
  )
}
