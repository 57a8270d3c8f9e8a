/**
 * Characters that change how text is read without being seen: bidirectional controls (with U+061C), zero-width and other
 * controls, the soft hyphen, the Mongolian vowel separator, the fillers of Hangul, which show as nothing, and the tags
 * U+E0000–E007F, in which a whole instruction can be written invisibly (Unicode Standard 17.0, chapter 23).
 */
const HIDDEN = new RegExp(
  '([' +
    String.raw`\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e` +
    String.raw`\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\u{e0000}-\u{e007f}` +
    '])',
  'u',
)

const codePoint = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** Text in pieces: those at even places are plain, those at odd ones the code points (`U+202E`) of hidden characters. */
export function splitHidden(text: string): string[] {
  return text.split(HIDDEN).map((piece, i) => (i % 2 === 1 ? codePoint(piece) : piece))
}

/** Text with `[U+202E]` in the place of each hidden character, for where it leaves the page. */
export function showHidden(text: string): string {
  return splitHidden(text)
    .map((piece, i) => (i % 2 === 1 ? `[${piece}]` : piece))
    .join('')
}

/** Text without its hidden characters. */
export function withoutHidden(text: string): string {
  return text
    .split(HIDDEN)
    .filter((_, i) => i % 2 === 0)
    .join('')
}
