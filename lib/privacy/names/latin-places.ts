import type { Span } from '@/lib/clinical/contract'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import { LatinClasses } from '@/lib/privacy/names/latin-classes'
import cues from '@/lib/privacy/names/latin-evidence.json'
import places from '@/lib/privacy/names/latin-places.json'
import { ALL_CAPITALS, CAPITAL, FUNCTION_WORD, tokensOf, type Token } from '@/lib/privacy/names/latin-tokens'

const HEADS = new Set(places.heads)
const GENERAL_HEADS = new Set(places.generalHeads)
const CAP = "\\p{Lu}(?:\\p{Ll}|['’]\\p{Lu})[\\p{L}'’.-]{0,20}"
/** Dayton, Ohio; Duluth, MN 55811: a town before its state. */
const TOWN_AND_STATE = new RegExp(
  `(?<![\\p{L}.])(${CAP}(?: ${CAP}){0,2}, (?:${cues.states})(?![\\p{L}])(?:,? \\d{5}(?:-\\d{4})?)?)`,
  'dgu',
)
/** 114 Maple St, Worcester, MA 01604: number, street, what follows it up to the state or the postcode. */
const AMERICAN = new RegExp(
  `\\b(\\d{1,5}[A-Za-z]?(?: (?:[NSEW]|North|South|East|West)\\.?)?(?: ${CAP}| \\d{1,3}(?:st|nd|rd|th)){1,4}(?:,? (?:Apt|Apartment|Unit|Suite|Ste|#|Lot|Floor|Fl)\\.? ?#?[\\dA-Z-]{1,6})?(?:, ${CAP}(?: ${CAP}){0,2}){0,2},? (?:${cues.states})(?![\\p{L}])(?:,? \\d{5}(?:-\\d{4})?)?)`,
  'dgu',
)
const ZIP =
  /\b(?:zip|zip ?code|postal code|postcode)[ :#]{1,3}(\d{5}(?:-\d{4})?|\p{Lu}\d\p{Lu} ?\d\p{Lu}\d|\d{4})(?!\d)/dgiu
const DWELLING = new RegExp(
  `\\b(?:${places.dwelling.join('|')})\\b[^.;\\n]{0,30}? (?:in|to|from|near|outside|at|of|on) $`,
  'i',
)
const AT_WORK = /\b(?:at|for|from|with) $/
const CLOSE = /\b(?:in|near|outside|from|at) $/

/** The capitalised words from `at` that can be the name of one place or institution. */
function capitalsFrom(tokens: readonly Token[], at: number): number {
  let last = at
  for (let i = at; i < Math.min(tokens.length, at + 6); i += 1) {
    const token = tokens[i]
    if (!token || (i > at && !/^(?: |\. |['’]s )$/.test(token.gap))) break
    if (CAPITAL.test(token.word) && !(i > at && FUNCTION_WORD.test(token.word))) last = i
    else if (!/^(?:and|of|the|&|de|la|on)$/.test(token.word) || i === at) break
  }
  return last
}

/**
 * Institutions, towns and addresses of English text: capitalised words of which one is no word of the language and one heads the
 * names of institutions, or that stand behind what is said of dwelling and working. Linear in the length of the text.
 */
export function findLatinPlaces(text: string, dictionary: Dictionary): Span[] {
  const found: Span[] = []
  const add = (start: number, end: number) => found.push({ start, end, surface: text.slice(start, end) })
  for (const form of [TOWN_AND_STATE, AMERICAN, ZIP]) {
    for (const match of text.matchAll(form)) {
      const [start, end] = match.indices?.[1] ?? [0, 0]
      add(start, end)
    }
  }
  const tokens = tokensOf(text)
  const classes = new LatinClasses(dictionary)
  for (let at = 0; at < tokens.length;) {
    const first = tokens[at]
    if (!first || !CAPITAL.test(first.word) || FUNCTION_WORD.test(first.word)) {
      at += 1
      continue
    }
    const last = capitalsFrom(tokens, at)
    const run = tokens.slice(at, last + 1)
    const end = tokens[last]?.end ?? first.end
    const head = run.findLastIndex(({ word }, i) => i > 0 && HEADS.has(word))
    const own = (token: Token) =>
      !HEADS.has(token.word) && !ALL_CAPITALS.test(token.word) && token.word.length > 2
        ? classes.of(token.word)
        : 'word'
    const kinds = run.slice(0, head < 0 ? run.length : head).map(own)
    const foreign = kinds.some((kind) => kind === 'unknown' || kind === 'name' || kind === 'both')
    const before = text.slice(Math.max(0, first.start - 60), first.start)
    const general = head > 0 && GENERAL_HEADS.has(run[head]?.word ?? '')
    const mid = CLOSE.test(before)
    const named = head > 0 && !general && mid && AT_WORK.test(before)
    if (named || (head > 0 && foreign && (!general || mid || !kinds.includes('word')))) {
      add(first.start, tokens[at + head]?.end ?? end)
    } else if (DWELLING.test(before) && kinds[0] !== 'eponym' && foreign && !kinds.includes('word')) {
      add(first.start, end)
    }
    at = last + 1
  }
  return found
}
