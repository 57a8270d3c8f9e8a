import { firstAt } from '@/lib/clinical/text/first-at'
import traditional from '@/lib/clinical/text/traditional.json'

/** A text made uniform for matching. Unit `i` of `text` comes from `starts[i]` to `ends[i]` of the original. */
export interface FoldedText {
  original: string
  text: string
  starts: Uint32Array
  ends: Uint32Array
}

const SIMPLIFIED = new Map(
  traditional.traditional.split('').map((unit, i) => [unit, traditional.simplified[i] ?? unit]),
)

const DASHES = new Set(['‐', '‑', '‒', '–', '—', '−', '－', '﹣'])
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'
/** Chinese punctuation whose compatibility form means something else between digits. */
const KEPT = new Set(['，', '。', '、', '；', '…'])
const INVISIBLE = /^[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]$/
/** First half of a tag character or a variation selector of the supplement (Unicode 16, U+E0000–E01EF): never seen, both halves are left out. */
const UNSEEN_PLANE = '\udb40'
const HAN = /^[\u3400-\u4dbf\u4e00-\u9fff]$/
const ENCLOSED = /^[\u2460-\u24ff\u2776-\u2793]$/

/** Folded forms by code unit, filled as they are met. */
const cache: string[] = []

function foldUnit(unit: string): string {
  if (unit < '\u0080') return unit.toLowerCase()
  if (KEPT.has(unit) || ENCLOSED.test(unit)) return unit
  if (DASHES.has(unit)) return '-'
  if (INVISIBLE.test(unit)) return ''
  if (unit === '\u00b5') return 'μ'
  if (unit === '℃') return '℃'
  const power = SUPERSCRIPTS.indexOf(unit)
  if (power >= 0) return `^${power}`
  return SIMPLIFIED.get(unit) ?? unit.normalize('NFKC').toLowerCase()
}

const foldedUnit = (unit: string): string => (cache[unit.charCodeAt(0)] ??= foldUnit(unit))

const isBlank = (unit: string) => unit === ' ' || unit === '\t' || unit === '\u3000' || unit === '\u00a0'

/** The first unit at or after `index` that is neither blank nor invisible. */
function nextInk(text: string, index: number): number {
  let at = index
  while (at < text.length && (isBlank(text[at] ?? '') || INVISIBLE.test(text[at] ?? ''))) at += 1
  return at
}

/** Where each unit of a folded text comes from; it grows where one character folds to several. */
class Origins {
  private starts: Uint32Array
  private ends: Uint32Array
  private length = 0

  constructor(capacity: number) {
    this.starts = new Uint32Array(capacity)
    this.ends = new Uint32Array(capacity)
  }

  add(start: number, end: number): void {
    if (this.length === this.starts.length) this.grow()
    this.starts[this.length] = start
    this.ends[this.length] = end
    this.length += 1
  }

  private grow(): void {
    const [starts, ends] = [this.starts, this.ends]
    this.starts = new Uint32Array(2 * this.length + 32)
    this.ends = new Uint32Array(2 * this.length + 32)
    this.starts.set(starts)
    this.ends.set(ends)
  }

  done(): { starts: Uint32Array; ends: Uint32Array } {
    return { starts: this.starts.subarray(0, this.length), ends: this.ends.subarray(0, this.length) }
  }
}

/**
 * The text with half-width forms, small letters, simplified characters, plain dashes and no invisible characters; blanks between
 * two Han characters (as text recognition leaves them) are dropped, unless `blanks` keeps them, and other runs of blanks become one.
 * Linear in the length.
 */
export function foldText(original: string, { blanks = false } = {}): FoldedText {
  const origins = new Origins(original.length)
  let text = ''
  // Kept beside the text: to look at the end of a text that is being put together costs the whole of it.
  let last = ''
  for (let i = 0; i < original.length; i += 1) {
    const unit = original[i] ?? ''
    if (unit === UNSEEN_PLANE) {
      i += 1
      continue
    }
    let folded = ' '
    let to = i + 1
    if (isBlank(unit)) {
      to = nextInk(original, i)
      if (!blanks && HAN.test(last) && HAN.test(foldedUnit(original[to] ?? ''))) folded = ''
    } else folded = foldedUnit(unit)
    for (let k = 0; k < folded.length; k += 1) origins.add(i, to)
    if (folded !== '') {
      text += folded
      last = folded[folded.length - 1] ?? last
    }
    i = to - 1
  }
  return { original, text, ...origins.done() }
}

/** Where units `from` to `to` (exclusive, not empty) of the folded text stand in the original, with their surface. */
export function originalSpan(folded: FoldedText, from: number, to: number) {
  const start = folded.starts[from] ?? 0
  const end = folded.ends[to - 1] ?? start
  return { start, end, surface: folded.original.slice(start, end) }
}

/** The unit of folded text that stands for unit `original` of the original; the folded length where none does. */
export const foldedAt = ({ starts }: FoldedText, original: number): number =>
  firstAt(starts, (start) => start >= original)
