import contexts from '@/lib/privacy/names/latin-contexts.json'
import type { LatinPage } from '@/lib/privacy/names/latin-classes'
import {
  ALL_CAPITALS,
  INITIAL,
  isCapital,
  isClinical,
  type Page,
  type Token,
} from '@/lib/privacy/names/latin-tokens'
import { isKnownName } from '@/lib/privacy/names/latin-words'

const REVERSED_BEHIND = /^(?: ?[-–:(|]| ?$|\n|,? (?:DOB|MRN|NHS|aged?|born|\d|[MF]\b))/
/** Surnames that are words of the language or the clinic too, before a given name in pinyin: Li Xiaomei. */
export const PINYIN_SURNAMES = new Set(contexts.pinyinSurnames)
/** IIIC, IV: a stage. */
const ROMAN = /^[IVX]{2,}[A-Da-d]?$/
const HEADER_BEHIND =
  /^,? {1,3}\(?(?:\d{1,3} ?(?:y|yo|yrs?)?[ /]?[MF]\b|\d{1,2}[/.-]\d{2,4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|DOB\b|D\.O\.B|MRN|NHS|CHI|HN|[MF],? ?\d|born\b)/

/** KOVALENKO OLEKSANDR 03/1979 M: two words in capitals that are no words, before what describes a person. */
export function isHeader({ text, tokens, classes }: LatinPage, at: number): boolean {
  const pair = tokens.slice(at, at + 2)
  const end = pair.at(-1)?.end ?? 0
  return (
    pair.length === 2 &&
    pair.every(
      ({ word }) => /^\p{Lu}{3,}$/u.test(word) && /^(?:name|unknown|both)$/.test(classes.of(word)),
    ) &&
    HEADER_BEHIND.test(text.slice(end, end + 16))
  )
}

/** Whether a token begins a line or stands behind a colon. */
const opensOrTold = ({ text, tokens }: Page, at: number): boolean =>
  /(?:^|[\n:：|] ?)$/.test(text.slice(Math.max(0, (tokens[at]?.start ?? 0) - 2), tokens[at]?.start))

/** Lopez, Maria: a surname, a comma and a given name at the beginning of a line or behind a label. */
export function reversedPair(page: LatinPage, at: number, strength: number): number {
  const { text, tokens, dictionary, classes } = page
  const [first, second] = tokens.slice(at, at + 2)
  if (first && ROMAN.test(first.word)) return 0
  const personal = (token: Token | undefined) =>
    token && /^(?:name|unknown|both)$/.test(classes.of(token.word))
  // Room 508-2: Beauregard, Thaddeus: behind a bed or a label no table needs to know them.
  const labelled =
    strength >= 2 && /[:：\-–\d] ?$/.test(text.slice(Math.max(0, (first?.start ?? 0) - 3), first?.start))
  if (labelled && second?.gap === ', ' && personal(first) && personal(second)) {
    if (isCapital(second, strength) && first && isCapital(first, strength)) return 2
  }
  if (opensOrTold(page, at) && second?.gap === ', ' && personal(first) && personal(second)) {
    if (HEADER_BEHIND.test(text.slice(second.end, second.end + 16))) return 2
  }
  // Ward 12, Abernathy, Joan, 82F: what describes a person behind both.
  const described = second?.gap === ', ' && first && isCapital(first) && isKnownName(second.word)
  if (
    described &&
    /^(?:name|unknown)$/.test(classes.of(first.word)) &&
    HEADER_BEHIND.test(text.slice(second.end, second.end + 16))
  ) {
    return 2
  }
  if (second?.gap !== ', ' || !first || !isKnownName(second.word) || !isCapital(second)) return 0
  const acronym = [first, second].some(({ word }) => isClinical(word, dictionary))
  const named = first.word.length > 3 || isKnownName(first.word)
  if (ALL_CAPITALS.test(first.word) && named && !acronym) {
    const initial = tokens[at + 2]
    return initial?.gap === ' ' && INITIAL.test(initial.word) ? 3 : 2
  }
  const opens = strength > 0 || first.start === 0 || text[first.start - 1] === '\n'
  return opens && isCapital(first, strength) && REVERSED_BEHIND.test(text.slice(second.end, second.end + 6))
    ? 2
    : 0
}
