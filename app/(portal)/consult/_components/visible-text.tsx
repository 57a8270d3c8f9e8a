import { splitHidden } from '@/lib/shared/hidden-characters'

/** Text as plain text; characters that hide or turn other characters are shown as their code. */
export function VisibleText({ text }: { text: string }) {
  return splitHidden(text).map((piece, i) =>
    i % 2 === 1 ? (
      <code key={i} className="bg-raised text-warning rounded px-1 text-xs">
        {piece}
      </code>
    ) : (
      piece
    ),
  )
}
