/** A number in folded text: units `from` to `to`, exclusive. */
export interface FoundNumber {
  value: number
  from: number
  to: number
}

const HAN_OR_COLON = /^[\u4e00-\u9fff:]$/
const isDigit = (unit: string | undefined) => unit !== undefined && unit >= '0' && unit <= '9'

/** The first unit at or after `from` that is not a blank. */
export function skipBlanks(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at += 1
  return at
}

/** Longest run of digits that is read as one number. */
const LONGEST = 15

function digitsEnd(text: string, from: number): number {
  let to = from
  while (isDigit(text[to]) && to - from < LONGEST) to += 1
  return to
}

/** 130. 22岁: what counts people, beds or time opens the next sentence; so does a number of three digits or a time of the day. */
const NEXT_SENTENCE = /^ (?:\d{1,2} ?(?:岁|年|月|日|号|时|点|小时|分钟|天|周|床|例|名|个|:)|\d{3})/

/** Text recognition leaves `5. 8` behind a Chinese word; elsewhere that is the end of a sentence. */
function splitByBlank(text: string, point: number, numberFrom: number): boolean {
  const before = text[numberFrom - 1] === ' ' ? text[numberFrom - 2] : text[numberFrom - 1]
  if (text[point + 1] !== ' ' || NEXT_SENTENCE.test(text.slice(point + 1, point + 8))) return false
  return HAN_OR_COLON.test(before ?? '')
}

/** A fraction that begins at a point or comma: `.5`, `,5` and `. 5`. */
function fractionAt(text: string, at: number, numberFrom: number): { digits: string; to: number } | null {
  const mark = text[at]
  if (mark !== '.' && mark !== ',') return null
  const from = mark === '.' && splitByBlank(text, at, numberFrom) ? at + 2 : at + 1
  const to = digitsEnd(text, from)
  const digits = text.slice(from, to)
  // A comma is a decimal mark before one or two digits; before three it marks thousands.
  if (digits === '' || (mark === ',' && digits.length > 2)) return null
  return { digits, to }
}

function wholeAt(text: string, from: number): { digits: string; to: number } {
  let to = digitsEnd(text, from)
  let digits = text.slice(from, to)
  if (digits.length > 3) return { digits, to }
  // 1,10,000: lakhs, as in India.
  const lakhs = /^(?:,\d\d){1,2},\d{3}(?!\d|,\d)/.exec(text.slice(to, to + 11))
  if (lakhs && digits.length < 3) {
    return { digits: digits + lakhs[0].replaceAll(',', ''), to: to + lakhs[0].length }
  }
  while (text[to] === ',' && digitsEnd(text, to + 1) === to + 4 && digits.length < LONGEST) {
    digits += text.slice(to + 1, to + 4)
    to += 4
  }
  return { digits, to }
}

/** The number that begins exactly at `from` in folded text, or null. Reads `5.8`, `5,8`, `1,200` and, behind Chinese, `5. 8`. */
export function numberAt(text: string, from: number): FoundNumber | null {
  if (!isDigit(text[from]) || isDigit(text[from - 1])) return null
  const whole = wholeAt(text, from)
  const fraction = fractionAt(text, whole.to, from)
  const value = Number(fraction ? `${whole.digits}.${fraction.digits}` : whole.digits)
  return { value, from, to: fraction?.to ?? whole.to }
}

const HAN_DIGITS = new Map(Array.from('零一二三四五六七八九').map((unit, i) => [unit, i]))
HAN_DIGITS.set('两', 2)

/** A number below a hundred written in Chinese, such as 三十五, 两, 半 (0.5), that begins at `from`; or null. */
export function hanNumberAt(text: string, from: number): FoundNumber | null {
  const tens = text[from] === '廿' ? 20 : text[from] === '卅' ? 30 : 0
  if (tens > 0) {
    const unit = HAN_DIGITS.get(text[from + 1] ?? '')
    return { value: tens + (unit ?? 0), from, to: from + (unit === undefined ? 1 : 2) }
  }
  if (text[from] === '半') return { value: 0.5, from, to: from + 1 }
  const ones = HAN_DIGITS.get(text[from] ?? '')
  if (ones === undefined && text[from] !== '十') return null
  if (ones !== undefined && text[from + 1] !== '十') return { value: ones, from, to: from + 1 }
  const tensAt = ones === undefined ? from : from + 1
  const last = HAN_DIGITS.get(text[tensAt + 1] ?? '')
  return { value: (ones ?? 1) * 10 + (last ?? 0), from, to: tensAt + (last === undefined ? 1 : 2) }
}

/** Every number of the text from left to right, in digits and, where `han` is set, in Chinese. */
export function* numbersOf(text: string, { han = false } = {}): Generator<FoundNumber> {
  for (let i = 0; i < text.length;) {
    const found = numberAt(text, i) ?? (han ? hanNumberAt(text, i) : null)
    if (found) yield found
    i = found?.to ?? i + 1
  }
}
