/** Characters that change how text is read without being seen: bidirectional controls, zero-width, other controls. */
const HIDDEN =
  /([\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff])/

const codePoint = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** Text as plain text; characters that hide or turn other characters are shown as their code. */
export function VisibleText({ text }: { text: string }) {
  return text.split(HIDDEN).map((piece, i) =>
    i % 2 === 1 ? (
      <code key={i} className="bg-raised text-warning rounded px-1 text-xs">
        {codePoint(piece)}
      </code>
    ) : (
      piece
    ),
  )
}
