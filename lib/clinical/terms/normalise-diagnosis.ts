import { phraseTrie, type PhraseMatch } from '@/lib/clinical/text/phrase-trie'
import { foldText } from '@/lib/clinical/text/fold-text'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'
import ward from '@/lib/clinical/terms/ward-diagnoses.json'

/** A diagnosis of a ward string: the words that name it and its code of ICD-10 (WHO) at three or four characters. */
export interface CodedDiagnosis {
  name: string
  icd10: string
}

interface Found extends CodedDiagnosis {
  from: number
  to: number
}

const WARD = phraseTrie(
  Object.entries(ward.codes).flatMap(([code, names]) =>
    names.map((name) => [foldText(name).text.replaceAll(' ', ''), code] as const),
  ),
)

/** A clause that denies, excludes or plans something names no diagnosis of its own. */
const DENIED =
  /否认|未见|未发现|不支持|不符合|依据不足|(?<!待|不能|尚未|未能)排除(?!.{0,4}可能)|阴性|^无(?!症状|痛|功能)|^拟行|^预防|家族史/
const CLAUSE = /[。;；，,\n]/
/** Sides, which no code of ICD-10 tells apart; 左心 and 右室 are other words. */
const SIDE = /^(?:左侧|右侧|双侧|两侧|左眼|右眼|双眼|[左右双](?![心室房束冠主肾肺旋枕半]))/

/** A folded string without blanks and sides, each unit with its place in the folded string. */
function bare(text: string): { text: string; places: number[] } {
  let out = ''
  const places: number[] = []
  for (let at = 0; at < text.length;) {
    const side = SIDE.exec(text.slice(at, at + 4))?.[0].length ?? 0
    if (side > 0 || text[at] === ' ') {
      at += Math.max(1, side)
      continue
    }
    out += text[at] ?? ''
    places.push(at)
    at += 1
  }
  return { text: out, places }
}

function* wardNames(text: string, places: readonly number[]): Generator<Found> {
  for (const { from, to, value } of allMatches(text)) {
    yield { name: text.slice(from, to), icd10: value, from: places[from] ?? 0, to: (places[to - 1] ?? 0) + 1 }
  }
}

function* allMatches(text: string): Generator<PhraseMatch<string>> {
  for (let from = 0; from < text.length; from += 1) {
    const match = WARD.at(text, from).find(({ to }) => isWordBoundary(text, from, to))
    if (match) yield match
  }
}

const STATES = new Set(['negated', 'family', 'hypothetical', 'planned'])

/** The longest names first; what overlaps a longer one is part of it. */
function longest(found: readonly Found[], length: number): Found[] {
  const taken = new Uint8Array(length)
  const kept = found
    .toSorted((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
    .filter(({ from, to }) => {
      if (taken.subarray(from, to).includes(1)) return false
      taken.fill(1, from, to)
      return true
    })
  return kept.toSorted((a, b) => a.from - b.from)
}

/** A fracture of no named bone, and a symptom, say nothing beside a diagnosis that does. */
const VAGUE = /^(?:T14|R(?!57|91|59|33)|M19\.9|E78\.5)/
function withoutVague(found: readonly Found[]): Found[] {
  const precise = found.some(({ icd10 }) => !VAGUE.test(icd10))
  return precise ? found.filter(({ icd10 }) => !VAGUE.test(icd10)) : [...found]
}

/**
 * The diagnoses of a ward string with their codes, in their order: the names of the ward table with the sides left out, else the
 * terms of the dictionary; what is denied, excluded or planned is none. A suspected one counts. Linear in the length.
 */
export function normaliseDiagnosis(original: string, dictionary: Dictionary): CodedDiagnosis[] {
  const folded = foldText(original)
  const { text, places } = bare(folded.text)
  const raw = Array.from({ length: folded.text.length }, (_, i) => i)
  const unitAt = new Map(raw.map((i) => [folded.starts[i] ?? 0, i] as const))
  const unitTo = new Map(raw.map((i) => [folded.ends[i] ?? 0, i + 1] as const))
  const terms = recogniseTerms(original, dictionary).flatMap(
    ({ surface, icd10, status, start, end }): Found[] =>
      icd10 && !STATES.has(status)
        ? [{ name: surface, icd10, from: unitAt.get(start) ?? 0, to: unitTo.get(end) ?? 0 }]
        : [],
  )
  const found = longest(
    [...wardNames(text, places), ...wardNames(folded.text, raw), ...terms],
    folded.text.length,
  )
  const asserted = found.filter(({ from, to }) => !DENIED.test(clauseAround(folded.text, from, to)))
  return withoutVague(asserted).map(({ name, icd10 }) => ({ name, icd10 }))
}

/** How far a clause is looked at to each side. */
const REACH = 60

function clauseAround(text: string, from: number, to: number): string {
  let start = from
  let end = to
  while (start > Math.max(0, from - REACH) && !CLAUSE.test(text[start - 1] ?? '')) start -= 1
  while (end < Math.min(text.length, to + REACH) && !CLAUSE.test(text[end] ?? '')) end += 1
  return text.slice(start, end)
}
