import abbreviations from '@/lib/clinical/review/abbreviations.json'
import { mark, type Marked, type Passage } from '@/lib/clinical/review/passage'
import type { PassageRule } from '@/lib/clinical/review/reviewed-answer'
import type { Words } from '@/lib/clinical/review/words'

const TOKEN = /(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9-]{1,15}(?![A-Za-z0-9-])/g
/** A capital behind the first letter, as in `COPD`, `eGFR`, `HbA1c`. */
const ABBREVIATION = /^[A-Za-z][A-Za-z0-9-]*[A-Z][A-Za-z0-9-]*$/
/** Names joined by hyphens (Child-Pugh), Roman numbers, stages (T3N1M0), obstetric formulas and codes. */
const OTHER_WISE =
  /^[A-Z]?[a-z]{2,}(?:-[A-Z]?[a-z]{2,})+$|^[IVX]+[a-c]?$|^[cpy]{0,3}[TNM][0-4isx]|^G\d+P\d+|^E\dV\dM\d$|^[A-Z]\d{2}|^ICD-?1/
const NAMES: ReadonlySet<string> = new Set([...abbreviations.units, ...abbreviations.names])
const BRACKET_REACH = 60

/** The abbreviations of a passage, each at its first place. */
function abbreviationsIn(passage: Passage): Map<string, Words> {
  const societies = new Set(passage.words('society').map(({ start }) => start))
  const found = new Map<string, Words>()
  for (const match of passage.text.matchAll(TOKEN)) {
    const [surface] = match
    const start = match.index
    if (!ABBREVIATION.test(surface) || OTHER_WISE.test(surface) || NAMES.has(surface)) continue
    if (societies.has(start) || found.has(surface)) continue
    found.set(surface, { start, end: start + surface.length, surface })
  }
  return found
}

/** Whether a Chinese name stands beside it: before the bracket that holds it, or in one behind it. */
function isNamed({ text }: Passage, { start, end }: Words): boolean {
  if (/^\s?[（(]\s?\p{Script=Han}/u.test(text.slice(end, end + 4))) return true
  const before = text.slice(Math.max(start - BRACKET_REACH, 0), start)
  const open = Math.max(before.lastIndexOf('（'), before.lastIndexOf('('))
  const closed = Math.max(before.lastIndexOf('）'), before.lastIndexOf(')'))
  return open > closed && /\p{Script=Han}\s?$/u.test(before.slice(0, open))
}

/** The first use of any Latin abbreviation in a Chinese answer without its Chinese name beside it. */
export const abbreviationUnexpanded: PassageRule = (passage, { case: { locale }, sections }) => {
  if (passage.section === null || locale !== 'zh-CN') return []
  const terms = new Map(passage.terms.map((term) => [term.start, term]))
  const used = new Set(sections.flatMap((section) => [...abbreviationsIn(section).keys()]))
  return [...abbreviationsIn(passage).values()].flatMap((place): Marked[] => {
    if (used.has(place.surface) || isNamed(passage, place)) return []
    const name = terms.get(place.start)?.preferred.zh
    const around = passage.text.slice(Math.max(place.start - 24, 0), place.end + 24)
    if (name !== undefined && around.includes(name)) return []
    return [mark('abbreviation_unexpanded', place, name === undefined ? {} : { note: name })]
  })
}
