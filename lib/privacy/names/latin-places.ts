import type { Span } from '@/lib/clinical/contract'
import { matchesOf } from '@/lib/privacy/matches-of'
import { END, NAME_WORD } from '@/lib/privacy/names/plain-letters'
import type { LatinPage } from '@/lib/privacy/names/latin-classes'
import { OF_PROFESSION } from '@/lib/privacy/find-capitalised'
import cues from '@/lib/privacy/names/latin-evidence.json'
import { isMedicalHead } from '@/lib/privacy/names/latin-evidence'
import { isEponymHead } from '@/lib/privacy/names/latin-words'
import places from '@/lib/privacy/names/latin-places.json'
import { wardsByName } from '@/lib/privacy/names/latin-wards'
import { ALL_CAPITALS, CAPITAL, FUNCTION_WORD, type Token } from '@/lib/privacy/names/latin-tokens'

const HEADS = new Set(places.heads)
const OF_INSTITUTION = new Set(places.ofInstitution)
const GENERAL_HEADS = new Set(places.generalHeads)
const CAP = "[A-Z](?:[a-z]|['’][A-Z])[A-Za-z\\u3400-\\u9fff'’.-]{0,20}"
/** Sanchez, PA: short forms of states that are a person's qualification or a word need their postcode. */
const NO_CREDENTIAL = `(?!(?:PA|MD|MS|OK|OR|IN|ME|HI|ID|CT|MI|LA|ND|ON)${END}(?!,? \\d{5}))`
/** Dayton, Ohio; Duluth, MN 55811: a town before its state. */
const TOWN_AND_STATE = new RegExp(
  `(?<![A-Za-z\\u3400-\\u9fff.])(${CAP}(?: ${CAP}){0,2}, ${NO_CREDENTIAL}(?:${cues.states})${END}(?:,? \\d{5}(?:-\\d{4})?)?)`,
  'dg',
)
/** 114 Maple St, Worcester, MA 01604: number, street, what follows it up to the state or the postcode. */
const AMERICAN = new RegExp(
  `\\b(\\d{1,5}[A-Za-z]?(?: (?:[NSEW]|North|South|East|West)\\.?)?(?: ${CAP}| \\d{1,3}(?:st|nd|rd|th)){1,4}(?:,? (?:Apt|Apartment|Unit|Suite|Ste|#|Lot|Floor|Fl)\\.? ?#?[\\dA-Z-]{1,6})?(?:, ${CAP}(?: ${CAP}){0,2}){0,2},? ${NO_CREDENTIAL}(?:${cues.states})${END}(?:,? \\d{5}(?:-\\d{4})?)?)`,
  'dg',
)
const ZIP =
  /\b(?:zip|zip ?code|postal code|postcode)[ :#]{1,3}(\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4})(?!\d)/dgi
const DWELLING = new RegExp(
  `\\b(?:${places.dwelling.join('|')})\\b[^.;\\n]{0,30}? (?:in|to|from|near|outside|at|of|on) $`,
  'i',
)
/** From Tonypandy, transferred from Addenbrooke's: where somebody comes from. */
const CAME =
  /(?:^|[.;,\n(] ?|\b(?:pt|patient|transferred|referred|repatriated|moved|came|comes|arrived|visiting|originally|hails|flew in|over|down|up|ambulance|helicopter|crew|brought|flew|flown|airlifted|drove) )from $/i
/** Whether where somebody lives, works or comes from stands behind. */
const livesOrCame = (before: string): boolean =>
  BY_PLACE.test(before) && (DWELLING.test(before) || CAME.test(before))
const BY_PLACE = / (?:in|to|from|near|outside|at|of|on) $|^from $|[.;,\n(]from $/i
const AT_WORK = /\b(?:at|for|from|with) $/
const CLOSE = /\b(?:in|near|outside|from|at|to|via|by|of|surgery|practice|pharmacy|school|gp) (?:the )?$/i

/** Kingsferry Urgent Care: heads of more words than one, and those of the names of works and shops. */
const COMPOUND = new RegExp(
  `(?<![A-Za-z\\u3400-\\u9fff'’.-])((?:${CAP} ){1,3})(?:${places.compoundHeads.join('|')})${END}`,
  'dg',
)
/** Kinds of wards, which are no names of them. */
const NOT_WARDS = new Set(places.notWards)
const WARD_NAME =
  /(?<=\b(?:on|to|from|in|at|of|via|for|onto|ward:) (?:the )?)((?:[A-Z][A-Za-z\u3400-\u9fff'’-]{2,20} ){1,2})(?:[Ww]ard|Suite|Unit)(?![A-Za-z\u3400-\u9fff]|s? round| sister)/dg

/** Institutions whose head has several words, by a word of their own in front. */
function* compounds({ text, plain, classes }: LatinPage): Generator<Span> {
  for (const match of matchesOf(plain, COMPOUND)) {
    const [from, end] = match.indices?.[0] ?? [0, 0]
    // From Oakhurst: a capital at the beginning of a sentence is none of the name.
    const opening =
      /^(?:From|At|In|To|Via|By|Of|The|For|On|Seen|Attended|Local) /.exec(match[0])?.[0].length ?? 0
    const start = from + opening
    const words = text
      .slice(start, match.indices?.[1]?.[1] ?? end)
      .trim()
      .split(' ')
    const before = text.slice(Math.max(0, start - 24), start).toLowerCase()
    const own = words.filter((word) => !NOT_WARDS.has(word.toLowerCase()) && !FUNCTION_WORD.test(word))
    const foreign = own.some((word) => /^(?:name|unknown|both)$/.test(classes.of(word)))
    if (own.length === 0 || own[0] !== words[0]) continue
    if (foreign || CLOSE.test(before)) yield { start, end, surface: text.slice(start, end) }
  }
}

/** Bluebell Ward: a ward by a name of its own. */
function* namedWards({ text, plain, classes }: LatinPage): Generator<Span> {
  for (const match of matchesOf(plain, WARD_NAME)) {
    const [start, to] = match.indices?.[1] ?? [0, 0]
    const name = text.slice(start, to).trimEnd()
    const words = name.split(' ')
    const own = words.every((word) => !NOT_WARDS.has(word.toLowerCase()) && !ALL_CAPITALS.test(word))
    const unit = !/[Ww]ard$/.test(match[0])
    if (!own || (unit && words.every((word) => /^(?:word|place)$/.test(classes.of(word))))) continue
    yield { start, end: start + name.length, surface: name }
  }
}

/** Mill Street, Oxley: a way behind what tells a place, with its town. */
const WAY = new RegExp(
  `(?<=\\b(?:on|at|in|near|off|from|along|by|of|outside|behind|opposite|corner|to|to the|on the|the) )((?:${CAP} ){1,3}(?:Street|St|Road|Rd|Lane|Avenue|Ave|Crescent|Terrace|Boulevard|Highway|Parade|Drive|Square)${END}(?:, ${CAP}(?: ${CAP})?)?)`,
  'dg',
)

/** What treats, teaches or sells, behind whose name its town stands. */
const WITH_TOWN =
  /^(?:Hospitals?|Clinic|Polyclinic|Home|Centre|Center|Infirmary|Hospice|School|College|University|Academy|Surgery|Practice|Pharmacy|Diagnostics?|Institute|Lodge|Laborator(?:y|ies)|Labs?|Factory|Mill|Plant|Maternity|Sanatorium)$/

/** Kilmacthomas area, dairy farmer: a word that no table knows before a kind of place. */
const isArea = (tokens: readonly Token[], i: number): boolean => {
  const [here, next] = [tokens[i], tokens[i + 1]]
  return (
    here !== undefined &&
    next?.gap === ' ' &&
    here.word.length > 3 &&
    CAPITAL.test(here.word) &&
    !ALL_CAPITALS.test(here.word) &&
    /^(?:area|village|township|suburb|district|county|parish)$/.test(next.word)
  )
}

/** Sri Vasavi Nursing Home, Guntur: the town behind an institution and a comma. */
function* towns({ text, tokens, classes }: LatinPage): Generator<Span> {
  for (const [i, { word, gap, start, end }] of tokens.entries()) {
    if (isArea(tokens, i) && /^(?:unknown|name)$/.test(classes.of(word))) {
      yield { start, end, surface: text.slice(start, end) }
    }
    const [head, before] = [tokens[i - 1], tokens[i - 2]]
    if (gap !== ', ' || !head || !before || !WITH_TOWN.test(head.word)) continue
    if (head.gap !== ' ' || !CAPITAL.test(before.word) || !CAPITAL.test(word) || word.length < 4) continue
    const closed = /^(?:[.,;:)\n]|$| [a-z(])/.test(text.slice(end, end + 2))
    if (closed && !word.endsWith('day') && /^(?:unknown|place)$/.test(classes.of(word))) {
      yield { start, end, surface: text.slice(start, end) }
    }
  }
}

/** The capitalised words from `at` that can be the name of one place or institution. */
function capitalsFrom(tokens: readonly Token[], at: number): number {
  let last = at
  for (let i = at; i < Math.min(tokens.length, at + 6); i += 1) {
    const token = tokens[i]
    if (!token || (i > at && !/^(?: |\. |['’]s )$/.test(token.gap))) break
    const small = i > at && FUNCTION_WORD.test(token.word) && !HEADS.has(token.word)
    if (CAPITAL.test(token.word) && !small) last = i
    else if (!/^(?:and|of|the|&|de|la|on)$/.test(token.word) || i === at) break
  }
  return last
}

/**
 * Institutions, towns and addresses of English text: capitalised words of which one is no word of the language and one heads the
 * names of institutions, or that stand behind what is said of dwelling and working. Linear in the length of the text.
 */
export function findLatinPlaces(page: LatinPage): Span[] {
  const { text, plain, tokens, classes } = page
  const found: Span[] = []
  const add = (start: number, end: number) => found.push({ start, end, surface: text.slice(start, end) })
  const named = NAME_WORD.test(plain)
  for (const form of named ? [TOWN_AND_STATE, AMERICAN, WAY, ZIP] : [ZIP]) {
    for (const match of matchesOf(plain, form)) {
      const [start, end] = match.indices?.[1] ?? [0, 0]
      add(start, end)
    }
  }
  found.push(...towns(page), ...namedWards(page), ...wardsByName(page), ...(named ? compounds(page) : []))
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
    const next = tokens[last + 1]
    const medical = next?.gap === ' ' && (isEponymHead(next.word) || isMedicalHead(next.word))
    // Dunbridge Community Eye Clinic: a word of its own before what institutions are called by.
    const titled =
      head > 1 &&
      /^(?:unknown|name|both|place)$/.test(kinds[0] ?? '') &&
      run.slice(1, head).every(({ word }) => OF_INSTITUTION.has(word))
    const atWork = head > 0 && !general && mid && AT_WORK.test(before)
    if (OF_PROFESSION.test(text.slice(first.start, end + 60))) {
      at = last + 1
      continue
    }
    if (atWork || titled || (head > 0 && foreign && (!general || mid || !kinds.includes('word')))) {
      add(first.start, tokens[at + head]?.end ?? end)
    } else if (
      !medical &&
      !run.some(({ word }) => NOT_WARDS.has(word.toLowerCase())) &&
      livesOrCame(before) &&
      kinds[0] !== 'eponym' &&
      foreign &&
      !kinds.includes('word')
    ) {
      add(first.start, end)
    }
    at = last + 1
  }
  return found
}
