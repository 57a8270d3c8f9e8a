import { ItemFault } from '@/lib/documents/read/item'

/** Share of characters that text of our kind has: letters, Han, digits, punctuation, symbols in use, white space. */
const PLAUSIBLE =
  /[\p{Script=Han}\p{Script=Latin}\p{Script=Greek}\p{N}\p{P}\p{Sm}\p{Sc}\p{Zs}\t\r\n\f°℃℉µμ↑↓→←±×÷²³①-⑳]/gu
const PLAUSIBLE_SHARE = 0.9
const SAMPLE_CHARACTERS = 4000
/** Control characters other than tab, line feed, form feed and carriage return. */
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/g

function decode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function plausibility(text: string): number {
  const sample = text.slice(0, SAMPLE_CHARACTERS)
  return sample === '' ? 1 : (sample.match(PLAUSIBLE) ?? []).join('').length / sample.length
}

const isPlausible = (text: string | null): text is string =>
  text !== null && plausibility(text) >= PLAUSIBLE_SHARE

/** UTF-16 without a mark: the byte order that gives readable text, if one does. */
function decodeUtf16(bytes: Uint8Array): string | null {
  if (bytes.length % 2 !== 0) return null
  const [best] = ['utf-16le', 'utf-16be']
    .map((label) => decode(bytes, label))
    .filter(isPlausible)
    .sort((a, b) => plausibility(b) - plausibility(a))
  return best ?? null
}

function readable(text: string): string {
  const controls = text.match(CONTROL)?.length ?? 0
  if (controls > text.length / 200) throw new ItemFault('not_text')
  return text.replace(CONTROL, '').replace(/\r\n?/g, '\n').toWellFormed()
}

const BYTE_ORDER_MARKS: readonly (readonly [label: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/**
 * The text of a file whose encoding nobody names: by its byte order mark, else UTF-16 where it has null bytes, else
 * UTF-8, else GB18030 (GB 18030-2022, which holds GBK and GB 2312). Line ends become `\n`. Throws ItemFault
 * `unknown_encoding`, or `not_text` for binary data.
 */
export function decodeText(bytes: Uint8Array): string {
  for (const [label, mark] of BYTE_ORDER_MARKS) {
    if (!mark.every((byte, i) => bytes[i] === byte)) continue
    const text = decode(bytes, label)
    if (text === null) throw new ItemFault('unknown_encoding')
    return readable(text)
  }
  if (bytes.includes(0)) {
    const text = decodeUtf16(bytes)
    if (text === null) throw new ItemFault('not_text')
    return readable(text)
  }
  const utf8 = decode(bytes, 'utf-8')
  if (utf8 !== null) return readable(utf8)
  const chinese = decode(bytes, 'gb18030')
  if (!isPlausible(chinese)) throw new ItemFault('unknown_encoding')
  return readable(chinese)
}
