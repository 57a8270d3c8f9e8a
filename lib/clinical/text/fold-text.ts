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

const cache = new Map<string, string>()

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

function foldedUnit(unit: string): string {
  const known = cache.get(unit)
  if (known !== undefined) return known
  const folded = foldUnit(unit)
  cache.set(unit, folded)
  return folded
}

const isBlank = (unit: string) => unit === ' ' || unit === '\t' || unit === '\u3000' || unit === '\u00a0'

/** The first unit at or after `index` that is neither blank nor invisible. */
function nextInk(text: string, index: number): number {
  let at = index
  while (at < text.length && (isBlank(text[at] ?? '') || INVISIBLE.test(text[at] ?? ''))) at += 1
  return at
}

/**
 * The text with half-width forms, small letters, simplified characters, plain dashes and no invisible characters; blanks between
 * two Han characters (as text recognition leaves them) are dropped, unless `blanks` keeps them, and other runs of blanks become one.
 * Linear in the length.
 */
export function foldText(original: string, { blanks = false } = {}): FoldedText {
  const out: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  const push = (folded: string, from: number, to: number) => {
    for (const unit of folded.split('')) {
      out.push(unit)
      starts.push(from)
      ends.push(to)
    }
  }
  for (let i = 0; i < original.length; i += 1) {
    const unit = original[i] ?? ''
    if (unit === UNSEEN_PLANE) {
      i += 1
      continue
    }
    if (!isBlank(unit)) {
      push(foldedUnit(unit), i, i + 1)
      continue
    }
    const next = nextInk(original, i)
    const inHan = !blanks && HAN.test(out.at(-1) ?? '') && HAN.test(foldedUnit(original[next] ?? ''))
    if (!inHan) push(' ', i, next)
    i = next - 1
  }
  return { original, text: out.join(''), starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) }
}

/** Where units `from` to `to` (exclusive, not empty) of the folded text stand in the original, with their surface. */
export function originalSpan(folded: FoldedText, from: number, to: number) {
  const start = folded.starts[from] ?? 0
  const end = folded.ends[to - 1] ?? start
  return { start, end, surface: folded.original.slice(start, end) }
}
