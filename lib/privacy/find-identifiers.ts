import { foldText, originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import type { Identifier } from '@/lib/privacy/contract'
import { findAbroad } from '@/lib/privacy/find-abroad'
import { hasHan } from '@/lib/privacy/han-units'
import { findAddresses } from '@/lib/privacy/find-addresses'
import { findCapitalised } from '@/lib/privacy/find-capitalised'
import { findBedRows } from '@/lib/privacy/find-bed-rows'
import { findByShape } from '@/lib/privacy/find-by-shape'
import { findCodes } from '@/lib/privacy/find-codes'
import { findGrouped } from '@/lib/privacy/find-grouped'
import { findReached } from '@/lib/privacy/find-reached'
import { besideNames } from '@/lib/privacy/beside-names'
import { findSpelledDates } from '@/lib/privacy/find-spelled-dates'
import { isPublished } from '@/lib/privacy/published-dates'
import { findCrossings } from '@/lib/privacy/find-crossings'
import { findColumns } from '@/lib/privacy/find-columns'
import { findDates } from '@/lib/privacy/find-dates'
import { findLabelled } from '@/lib/privacy/find-labelled'
import { findNeighbours } from '@/lib/privacy/find-neighbours'
import { findNumbers } from '@/lib/privacy/find-numbers'
import { findRows } from '@/lib/privacy/find-rows'
import { findPhones } from '@/lib/privacy/find-phones'
import { findOrganisations } from '@/lib/privacy/find-organisations'
import { findWards } from '@/lib/privacy/find-wards'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import { findHanNames } from '@/lib/privacy/names/find-han-names'
import { findLatinNames } from '@/lib/privacy/names/find-latin-names'
import { readLatin } from '@/lib/privacy/names/latin-classes'
import { findLatinPlaces } from '@/lib/privacy/names/latin-places'
import type { Role } from '@/lib/privacy/names/name-context'
import { namePlaceholders, type KnownName } from '@/lib/privacy/names/name-persons'
import replacements from '@/lib/privacy/replacements.json'
import type { Locale } from '@/lib/shared/locale'

/** An identifier in its place, a name with whose it seems to be. */
type Placed = Identifier & { role?: Role | undefined }

const contains = (outer: Identifier, inner: Identifier) =>
  outer.start <= inner.start && inner.end <= outer.end

const united = (a: Placed, b: Placed, text: string): Placed => ({
  ...a,
  end: Math.max(a.end, b.end),
  surface: text.slice(a.start, Math.max(a.end, b.end)),
})

/** Of places that overlap the longer stays, with the role either tells; of two that cross, the first, of two parts of an address both. */
function withoutOverlap(identifiers: readonly Placed[], text: string): Placed[] {
  const sorted = identifiers.toSorted((a, b) => a.start - b.start || b.end - a.end)
  const kept: Placed[] = []
  for (const next of sorted) {
    const last = kept.at(-1)
    if (!last || next.start >= last.end) {
      kept.push(next)
      continue
    }
    if (contains(next, last) && next.end > last.end) {
      kept[kept.length - 1] = { ...next, role: next.role ?? last.role }
    } else if (contains(last, next)) last.role ??= next.role
    else if (last.kind === next.kind && (JOINED.has(last.kind) || isLatinName(last, next))) {
      kept[kept.length - 1] = united(last, next, text)
    } else if (
      next.start === last.start + 1 &&
      (next.kind === 'address' || next.kind === 'date') &&
      /[于在]/.test(last.surface[0] ?? '')
    ) {
      // 就职|于海川|外国语学校, 请于|二〇二四年: the preposition is no surname.
      kept[kept.length - 1] = next
    } else if (next.kind !== 'name' && next.end > last.end) {
      // The rest of what crosses is told too, without the blanks between.
      const rest = text.slice(last.end, next.end).trimStart()
      kept.push({ ...next, start: next.end - rest.length, surface: rest })
    }
  }
  return kept
}

/** Kinds whose crossing parts are one: an address, a day of the week with its date, the groups of a number. */
const JOINED = new Set<Identifier['kind']>(['address', 'date', 'phone', 'account', 'bed'])

/** 9 Chapel Street, Leek: parts of an address with nothing but a comma between them are one. */
function joinedAddresses(identifiers: readonly Placed[], text: string): Placed[] {
  const whole: Placed[] = []
  for (const next of identifiers) {
    const last = whole.at(-1)
    const near =
      last?.kind === 'address' && next.kind === 'address' && /^,? ?$/.test(text.slice(last.end, next.start))
    if (last && near && /[A-Za-z]/.test(last.surface)) whole[whole.length - 1] = united(last, next, text)
    else whole.push(next)
  }
  return whole
}

/** Bed 9, cot 4: the word itself, in a text in English without a colon behind it. */
const BED_WORD =
  /(?<![\p{L}-])(?:bed|bed ?space|cot|crib|incubator|trolley|gurney|stretcher|recliner|cubicle|chair|room|rm\.?|side ?room|bay|pod|station|slot|stall)(?: no\.?| number)? ?#?$/iu
const withBedWord = (one: Placed, text: string): Placed => {
  const word =
    one.kind === 'bed' && /^[A-Z]?\d/i.test(one.surface)
      ? BED_WORD.exec(text.slice(Math.max(0, one.start - 16), one.start))?.[0]
      : undefined
  if (word === undefined) return one
  const start = one.start - word.length
  return { ...one, start, surface: text.slice(start, one.end) }
}

/** What parts a name from the same name in another script. */
const BESIDE = /^ ?[(（/／|] ?$/

/** Decedent Ronald, Ronald "Buddy" Teague: names in Latin letters that cross are one. */
function isLatinName(a: Placed, b: Placed): boolean {
  return a.kind === 'name' && !hasHan(a.surface) && !hasHan(b.surface)
}

/** The names of a text each with the placeholder of its person. */
function withPlaceholders(
  identifiers: readonly Placed[],
  text: string,
  { locale, known = [] }: { locale: Locale; known?: readonly KnownName[] | undefined },
): Identifier[] {
  const names = identifiers.filter(({ kind }) => kind === 'name')
  const placeholders = namePlaceholders(
    names.map(({ surface, role, start }, i) => {
      const beside = BESIDE.test(text.slice(names[i - 1]?.end ?? start, start).slice(0, 4))
      return { surface, beside, ...(role ? { role } : {}) }
    }),
    locale,
    known,
  )
  const placeholderOf = new Map(names.map((name, i) => [name, placeholders[i]]))
  return identifiers.map((identifier) => {
    const { kind, start, end, surface, confidence } = identifier
    const replacement = placeholderOf.get(identifier) ?? identifier.replacement
    return { kind, start, end, surface, confidence, replacement }
  })
}

/** The terms and the language to read with, and the names that the text's case has masked before. */
export interface IdentifierReader {
  dictionary: Dictionary
  locale: Locale
  known?: readonly KnownName[] | undefined
}

const FINDERS = [
  findNumbers,
  findPhones,
  findLabelled,
  findWards,
  findNeighbours,
  findDates,
  findSpelledDates,
  findAddresses,
  findOrganisations,
  findCodes,
  findGrouped,
  findReached,
  findByShape,
  findBedRows,
  findCrossings,
]

/** The readings of a text: without and with the blanks between Han characters. */
interface Readings {
  folded: FoldedText
  spaced: FoldedText
}

/** Chinese names of both readings; without blanks only what they part reads otherwise, and the persons of the first may stand there again. */
function hanNames({ folded, spaced }: Readings, { dictionary, known = [] }: IdentifierReader) {
  if (!hasHan(folded.text)) return { first: [], again: [] }
  const surfaces = known.map(({ surface }) => surface)
  const first = findHanNames(spaced, dictionary, { known: surfaces })
  if (spaced.text === folded.text) return { first, again: [] }
  const persons = [...surfaces, ...first.map(({ from, to }) => spaced.text.slice(from, to))]
  return { first, again: findHanNames(folded, dictionary, { known: persons, onlyParted: true }) }
}

/** What the text as it stands tells by its capitals and columns. */
function asWritten(text: string, { dictionary, locale }: IdentifierReader): Placed[] {
  const page = readLatin(text, dictionary)
  const place = (kind: Identifier['kind'], confidence: Identifier['confidence']) => ({
    kind,
    confidence,
    replacement: replacements[locale][kind],
  })
  return [
    ...[...findCapitalised(page.plain), ...findAbroad(page.plain)].map(({ kind, from, to, confidence }) => ({
      ...place(kind, confidence),
      start: from,
      end: to,
      surface: text.slice(from, to),
    })),
    ...findLatinPlaces(page).map((town) => ({ ...place('address', 'likely'), ...town })),
    ...findLatinNames(page).map((name) => ({ ...place('name', 'likely'), ...name })),
    ...[...findColumns(text), ...findRows(text)].map((cell) => ({ ...place(cell.kind, 'certain'), ...cell })),
  ]
}

/**
 * The places of a text that may identify a person, in their order and without overlap, with what would stand there instead in the
 * reader's language; the forms of one person's name share a placeholder, that of the case where it has one. Finds what a label, a
 * form, a check digit, a relation or the shares of names and words give away; a name that is a word can stay unseen, so nobody may
 * call a text free of identifiers because none was found. Linear in the length of the text.
 */
export function findIdentifiers(text: string, reader: IdentifierReader): Identifier[] {
  const { locale, known } = reader
  const folded = foldText(text)
  // A blank between Han characters may part a name from the next word, or be a slip inside the name.
  const spaced = foldText(text, { blanks: true })
  const placed =
    (of: FoldedText) =>
    ({ kind, from, to, confidence, replacement, as, role }: FoundIdentifier): Placed => ({
      kind,
      ...originalSpan(of, from, to),
      confidence,
      replacement: replacement ?? replacements[locale][as ?? kind],
      role,
    })
  const han = hanNames({ folded, spaced }, reader)
  const found = [
    ...FINDERS.flatMap((find) => find(folded).map(placed(folded))),
    ...han.first.map(placed(spaced)),
    ...han.again.map(placed(folded)),
  ]
  const written = asWritten(text, reader)
  const people = [...found, ...written.filter(({ confidence }) => confidence !== 'certain')].filter(
    ({ kind }) => kind === 'name',
  )
  const beside = [...besideNames(people, text, locale)]
  const kept = withoutOverlap(
    [...found, ...written, ...beside].map((one) => withBedWord(one, text)),
    text,
  ).filter((one) => !isPublished(text, one))
  return withPlaceholders(joinedAddresses(kept, text), text, { locale, known })
}
