import { numberAt, type FoundNumber } from '@/lib/clinical/text/number-at'

/** Letters that text recognition takes for digits, in folded text. */
const TAKEN: Readonly<Record<string, string>> = { o: '0', l: '1', i: '1', '|': '1' }
const isDigit = (unit: string | undefined) => unit !== undefined && unit >= '0' && unit <= '9'
const isLetter = (unit: string | undefined) => unit !== undefined && unit >= 'a' && unit <= 'z'
const LONGEST = 10

/** A letter is a digit where digits stand on both sides or in front of a digit or point, an `o` also at the end of a number. */
function digitAt(text: string, at: number, begun: boolean): string | null {
  const unit = text[at]
  if (isDigit(unit)) return unit ?? null
  const digit = TAKEN[unit ?? '']
  if (digit === undefined) return null
  const next = text[at + 1]
  if (isDigit(next)) return digit
  if (next === '.' && isDigit(text[at + 2])) return digit
  return begun && unit === 'o' && !isLetter(next) ? digit : null
}

/** The mark of a decimal as wards and scanners write it: `5.8`, `5. 8`, `5 .8`, `5·8`, `36。5`. */
const POINT = /^ ?[.·。] ?(?=\d)/

/**
 * The number that begins at `from` of folded text where a value is expected: also `1O5`, `l2.3`, `5 .8`, `36。5`. Null where no
 * digit stands.
 */
export function ocrNumberAt(text: string, from: number): FoundNumber | null {
  const plain = numberAt(text, from)
  const odd = plain ? text[plain.to] : text[from]
  const point = plain && Number.isInteger(plain.value) ? POINT.exec(text.slice(plain.to, plain.to + 4)) : null
  if (plain && !point && TAKEN[odd ?? ''] === undefined) return plain
  let digits = ''
  let at = from
  let pointed = false
  while (at - from < LONGEST) {
    const digit = digitAt(text, at, digits !== '')
    const mark: RegExpExecArray | null =
      digit === null && digits !== '' && !pointed ? POINT.exec(text.slice(at, at + 4)) : null
    if (digit === null && !mark) break
    digits += digit ?? '.'
    pointed ||= mark !== null
    at += mark?.[0].length ?? 1
  }
  const read = /\d/.test(text.slice(from, at)) && digits !== '' ? Number(digits) : Number.NaN
  return Number.isNaN(read) || (plain && at <= plain.to) ? plain : { value: read, from, to: at }
}
