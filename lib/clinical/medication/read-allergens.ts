import type { Fact } from '@/lib/clinical/contract'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import {
  ANTIGENS,
  BEHIND,
  BRACKET,
  COLLAPSES,
  DELABELLED,
  DISPROVED,
  CUE,
  CUES_MAX,
  EXCEPT,
  INTOLERANCE,
  NONE,
  ORDER_BEGINS,
  SEVERE,
  SUBSTANCE_BEHIND,
} from '@/lib/clinical/medication/allergy-cues'
import type { PatientAllergy } from '@/lib/clinical/medication/patient'
import { dosesIn } from '@/lib/clinical/medication/read-doses'
import { mentionsIn, type Mention, type NamedText } from '@/lib/clinical/medication/read-mentions'
import { ALLERGY_TREATMENTS, clauseAt, DENIALS, RELATIVES, sentenceAt } from '@/lib/clinical/medication/words'
import { foldedAt, foldText, type FoldedText } from '@/lib/clinical/text/fold-text'

const LATIN = /^[a-z]/
/** A collapse after contrast that no brand is named of. */
const CONTRAST = /造影剂|对比剂|contrast/
/** How far behind an allergy the word stands that its label was taken off. */
const DELABELLED_WITHIN = 160

/** A name of the table, ready to be looked for. */
interface AllergenName {
  folded: string
  whole: boolean
  latin: boolean
  /** Any letters may stand in front of it, or behind it. */
  openFront: boolean
  openEnd: boolean
}

const compiled = new WeakMap<readonly string[], readonly AllergenName[]>()

/** The names of one row, folded once. */
function compiledNames(names: readonly string[]): readonly AllergenName[] {
  const known = compiled.get(names)
  if (known) return known
  const made = names.map((name) => {
    const folded = foldText(name.replace(/[*=]/g, '')).text
    const ends = { openFront: name.startsWith('*'), openEnd: name.endsWith('*') }
    return { folded, whole: name.startsWith('='), latin: LATIN.test(folded), ...ends }
  })
  compiled.set(names, made)
  return made
}

/** `*pril` is the end of a word, `cef*` its beginning, `=碘` the whole place; other Latin names are whole words. */
function holdsName(text: string, { folded, whole, latin, openFront, openEnd }: AllergenName): boolean {
  if (whole) return text.replace(/^[\s对有]+|[\s类药]+$/g, '') === folded
  if (!latin) return text.includes(folded)
  for (let at = text.indexOf(folded); at >= 0; at = text.indexOf(folded, at + 1)) {
    const starts = openFront || !/[a-z]/.test(text[at - 1] ?? '')
    const ends = openEnd || !/[a-z]/.test(text[at + folded.length] ?? '')
    if (starts && ends) return true
  }
  return false
}

/** The groups that a piece of folded text names, and those of the substances that it names. */
const groupsIn = (
  text: string,
  substances: readonly string[],
  { rows, drugs }: MedicationTables,
): PatientAllergy['group'][] =>
  rows.allergies.filter(
    ({ names, own, namesOnly }) =>
      compiledNames(names).some((name) => holdsName(text, name)) ||
      (!namesOnly && substances.some((id) => drugs.of(own).has(id))),
  )

const ADJACENT = /^(?:史|药物)?[\s,的]{0,2}$/

/** Whether a drug near the word is what was reacted to: one that treats reactions only right beside it, none with a dose. */
function isAllergen(
  text: string,
  mention: Mention,
  { cue, tables }: { cue: number; tables: MedicationTables },
): boolean {
  const atc = tables.drugs.substance(mention.id)?.atc ?? []
  const gap = text.slice(mention.to, Math.max(mention.to, cue))
  if (atc.some((code) => ALLERGY_TREATMENTS.some((group) => code.startsWith(group)))) {
    return ADJACENT.test(gap)
  }
  return (
    mention.from >= cue ||
    dosesIn(text, { from: mention.to, to: cue }).length === 0 ||
    /后|出现|引起|诱发|致|after/.test(gap)
  )
}

/** Whether a dose stands right behind a drug, which makes it an order. */
const isDosed = (text: string, { to }: Mention): boolean =>
  dosesIn(text, { from: to, to: to + 12 }).length > 0

const isAntigen = (id: string, { drugs }: MedicationTables): boolean =>
  (drugs.substance(id)?.atc ?? []).some((code) => ANTIGENS.some((group) => code.startsWith(group)))

/** Where the substances of a reaction stand: behind its cue, or in front of it with the bracket behind. */
function placeOf(
  text: string,
  { at, cue }: { at: number; cue: string },
  mentions: readonly Mention[],
): { from: number; to: number } {
  const clause = clauseAt(text, at)
  const behind = at + cue.length
  if (SUBSTANCE_BEHIND.test(text.slice(behind, behind + 6)) || BEHIND.test(cue)) {
    const begins = ORDER_BEGINS.exec(text.slice(behind, clause.to))
    const to = begins ? behind + begins.index : clause.to
    const ordered = mentions.find((one) => one.from >= behind && isDosed(text, one))
    return { from: behind, to: Math.min(to, ordered?.from ?? to) }
  }
  const bracket = BRACKET.exec(text.slice(behind, behind + 45))
  return { from: clause.from, to: behind + (bracket?.[0].length ?? 0) }
}

/** Whether the words in front of a reaction, or right behind it, say that there is none or that it is a relative's. */
function isRefused(text: string, { at, cue }: { at: number; cue: string }): boolean {
  const clause = clauseAt(text, at)
  const before = text.slice(clause.from, at)
  const except = EXCEPT.exec(before)
  const from = clause.from + (except ? except.index + except[0].length : 0)
  return (
    NONE.test(text.slice(from, at)) ||
    /^史?[:：]?\s?(?:无|否认|\(-\))/.test(text.slice(at + cue.length)) ||
    RELATIVES.inside(text, clause.from, at) ||
    DISPROVED.test(text.slice(at, sentenceAt(text, at).to)) ||
    DELABELLED.test(text.slice(at, at + DELABELLED_WITHIN)) ||
    INTOLERANCE.test(/\([^()]*\)/.exec(text.slice(at, clause.to))?.[0] ?? '') ||
    DENIALS.inside(text, from, at)
  )
}

/** What the clinical reader found that the patient is allergic to. */
function allergiesOf(folded: FoldedText, facts: readonly Fact[], tables: MedicationTables): PatientAllergy[] {
  const { text } = folded
  return facts.slice(0, CUES_MAX).flatMap((fact): PatientAllergy[] => {
    if (fact.kind !== 'allergy' || fact.none || fact.experiencer) return []
    const end = foldedAt(folded, fact.end)
    const bracket = /^ ?(\([^()]{0,30}\))/.exec(text.slice(end, end + 40))?.[1]
    if (INTOLERANCE.test(fact.reaction?.toLowerCase() ?? bracket ?? '')) return []
    if (DISPROVED.test(text.slice(end, sentenceAt(text, end).to))) return []
    if (DELABELLED.test(text.slice(end, end + DELABELLED_WITHIN))) return []
    const substance = foldText(fact.surface)
    const substances = mentionsIn(substance, tables).map(({ id }) => id)
    const severe = SEVERE.test(fact.reaction?.toLowerCase() ?? '')
    const groups = groupsIn(substance.text, substances, tables)
    if (groups.length > 0) return groups.map((group) => ({ group, substances, severe }))
    return substances.length > 0 ? [{ group: undefined, substances, severe }] : []
  })
}

/** A part of the text with some mentions blanked out. */
const without = (text: string, mentions: readonly Mention[], place: { from: number; to: number }): string =>
  mentions
    .reduce((rest, { from, to }) => rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to), text)
    .slice(place.from, place.to)

/** What the patient is allergic to, by the reader's facts and by the words of the text: the groups, and the substances themselves. */
export function allergensIn(
  folded: NamedText,
  facts: readonly Fact[],
  tables: MedicationTables,
): PatientAllergy[] {
  const { text, mentions } = folded
  const found = allergiesOf(folded, facts, tables)
  for (const { index: at, 0: cue } of text.matchAll(CUE).take(CUES_MAX)) {
    if (isRefused(text, { at, cue })) continue
    const clause = clauseAt(text, at)
    const place = placeOf(text, { at, cue }, mentions)
    const named = mentions
      .filter(({ from, to }) => from >= place.from && to <= place.to)
      .filter(({ id }) => !COLLAPSES.test(cue) || isAntigen(id, tables))
    const contrast = CONTRAST.test(text.slice(place.from, place.to))
    if (COLLAPSES.test(cue) && named.length === 0 && !contrast) continue
    const allergens = named.filter((mention) => isAllergen(text, mention, { cue: at, tables }))
    const substances = allergens.map(({ id }) => id)
    const rest = without(
      text,
      named.filter((mention) => !allergens.includes(mention)),
      place,
    )
    const groups = groupsIn(rest, substances, tables)
    const severe = SEVERE.test(text.slice(clause.from, clause.to))
    const reacted = { substances, severe, places: allergens.map(({ from }) => from) }
    for (const group of groups) found.push({ group, ...reacted })
    if (groups.length === 0 && substances.length > 0) found.push({ group: undefined, ...reacted })
  }
  return found
}
