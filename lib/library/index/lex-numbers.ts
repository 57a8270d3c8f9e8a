import laboratoryUnits from '@/lib/clinical/facts/units.json'
import doseUnits from '@/lib/library/index/units.json'
import { foldText } from '@/lib/clinical/text/fold-text'
import { PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import { endsWord } from '@/lib/clinical/text/word-boundary'

/** Tokens that one place of folded text stands for: units `from` to `to`, exclusive. */
export interface TokenPlace {
  from: number
  to: number
  tokens: readonly string[]
}

const UNITS = new PhraseTrie<string>()
for (const { spellings } of [laboratoryUnits, doseUnits]) {
  for (const [unit, names] of Object.entries(spellings)) {
    const folded = foldText(unit).text
    for (const name of names as readonly string[]) {
      UNITS.set(foldText(name).text, (before) => before ?? folded)
    }
  }
}

const NUMBER = String.raw`\d+(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?`
const QUANTITY = new RegExp(
  String.raw`([<>≤≥]=?)?\s*(${NUMBER})(?:\s*(?:-|~|至|到|to\b)\s*(${NUMBER}))?`,
  'y',
)
const COMPARATORS: Readonly<Record<string, string>> = { '<=': '≤', '≤=': '≤', '>=': '≥', '≥=': '≥' }
/** What stands before a digit that goes on a word or a number. */
const GOES_ON = /[a-z0-9_.^]/
const COMPOUND = /[/^]/

const plain = (number: string) => number.replaceAll(',', '')

function unitAt(text: string, from: number): { unit: string; to: number } | undefined {
  const start = text[from] === ' ' ? from + 1 : from
  const match = UNITS.at(text, start).find(({ to }) => endsWord(text, to))
  return match && { unit: match.value, to: match.to }
}

/** The unit that begins at a place without a number before it: `mL/min`, `10^9/L`; only units of several parts are told from words. */
function bareUnit(text: string, from: number): TokenPlace | undefined {
  const match = UNITS.at(text, from).find(({ to }) => endsWord(text, to))
  if (!match || !COMPOUND.test(text.slice(from, match.to))) return undefined
  return { from, to: match.to, tokens: [match.value] }
}

function tokensOf(numbers: readonly string[], comparator: string, unit: string | undefined): string[] {
  const value = numbers.join('-')
  const glued = unit === undefined || COMPOUND.test(unit) ? [] : [`#${value}${unit}`]
  const compared = comparator === '' ? [] : [`#${comparator}${value}`]
  const apart = unit !== undefined && COMPOUND.test(unit) ? [unit] : []
  return [`#${value}`, ...compared, ...glued, ...apart]
}

/**
 * The number that begins at a place of folded text, with its comparator, the end of its range and its unit, as tokens that no
 * tokeniser divides: `#15-29`, `#≥0.5`, `#0.5mg`, `ml/min`. Undefined where none begins, or inside a word (`t4a`, `hba1c`).
 */
export function numberAt(text: string, from: number): TokenPlace | undefined {
  const before = text[from - 1]
  if (before !== undefined && GOES_ON.test(before)) return undefined
  const unit = bareUnit(text, from)
  if (unit) return unit
  QUANTITY.lastIndex = from
  const match = QUANTITY.exec(text)
  if (!match) return undefined
  const [whole, comparator = '', low = '', high] = match
  const end = from + whole.length
  const behind = unitAt(text, end)
  // `2w`, `3d`: a number that a word grows from and that no unit ends is read by the words.
  if (!behind && !endsWord(text, end)) return undefined
  const numbers = high === undefined ? [plain(low)] : [plain(low), plain(high)]
  return {
    from,
    to: behind?.to ?? end,
    tokens: tokensOf(numbers, COMPARATORS[comparator] ?? comparator, behind?.unit),
  }
}
