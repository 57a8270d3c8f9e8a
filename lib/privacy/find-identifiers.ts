import { foldText, originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import type { Identifier } from '@/lib/privacy/contract'
import { findAddresses, findCapitalised } from '@/lib/privacy/find-addresses'
import { findColumns } from '@/lib/privacy/find-columns'
import { findDates } from '@/lib/privacy/find-dates'
import { findLabelled } from '@/lib/privacy/find-labelled'
import { findNeighbours } from '@/lib/privacy/find-neighbours'
import { findNumbers } from '@/lib/privacy/find-numbers'
import { findOrganisations } from '@/lib/privacy/find-organisations'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import { findHanNames } from '@/lib/privacy/names/find-han-names'
import { findLatinNames } from '@/lib/privacy/names/find-latin-names'
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
  end: b.end,
  surface: text.slice(a.start, b.end),
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
    else if (last.kind === next.kind && last.kind === 'address') {
      kept[kept.length - 1] = united(last, next, text)
    }
  }
  return kept
}

/** What parts a name from the same name in another script. */
const BESIDE = /^ ?[(（/／|] ?$/

/** A name with a number behind it: ESTEVEZ, MARISOL 0093381. */
const NUMBER_BEHIND = /^[ \t,，(（|/]{1,3}[#＃]?(\d{6,12})(?!\d|[.:]\d|%|\s?(?:IU|U\/|copies|拷贝|元|\/|×))/
function* numbersBehind(names: readonly Placed[], text: string, replacement: string): Generator<Placed> {
  for (const { end } of names) {
    const [whole, digits] = NUMBER_BEHIND.exec(text.slice(end, end + 24)) ?? []
    if (whole === undefined || digits === undefined) continue
    const start = end + whole.length - digits.length
    yield {
      kind: 'record_number',
      start,
      end: end + whole.length,
      surface: digits,
      confidence: 'likely',
      replacement,
    }
  }
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

/**
 * The places of a text that may identify a person, in their order and without overlap, with what would stand there instead in the
 * reader's language; the forms of one person's name share a placeholder, that of the case where it has one. Finds what a label, a
 * form, a check digit, a relation or the shares of names and words give away; a name that is a word can stay unseen, so nobody may
 * call a text free of identifiers because none was found. Linear in the length of the text.
 */
export function findIdentifiers(text: string, { dictionary, locale, known }: IdentifierReader): Identifier[] {
  const folded = foldText(text)
  // A blank between Han characters may part a name from the next word, or be a slip inside the name.
  const spaced = foldText(text, { blanks: true })
  const placed =
    (of: FoldedText) =>
    ({ kind, from, to, confidence, replacement, role }: FoundIdentifier): Placed => ({
      kind,
      ...originalSpan(of, from, to),
      confidence,
      replacement: replacement ?? replacements[locale][kind],
      role,
    })
  const knownNames = known?.map(({ surface }) => surface)
  const found = [
    ...[findNumbers, findLabelled, findNeighbours, findDates, findAddresses, findOrganisations].flatMap(
      (find) => find(folded).map(placed(folded)),
    ),
    ...findHanNames(spaced, dictionary, knownNames).map(placed(spaced)),
    ...(spaced.text === folded.text ? [] : findHanNames(folded, dictionary, knownNames).map(placed(folded))),
  ]
  const names = findLatinNames(text, dictionary).map(({ role, ...span }): Placed => ({
    kind: 'name',
    ...span,
    confidence: 'likely',
    replacement: replacements[locale].name,
    role,
  }))
  const capitalised = findCapitalised(text).map(({ kind, from, to, confidence }): Placed => ({
    kind,
    start: from,
    end: to,
    surface: text.slice(from, to),
    confidence,
    replacement: replacements[locale][kind],
  }))
  const towns = findLatinPlaces(text, dictionary).map((place): Placed => ({
    kind: 'address',
    ...place,
    confidence: 'likely',
    replacement: replacements[locale].address,
  }))
  const cells = findColumns(text).map((cell): Placed => ({
    ...cell,
    confidence: 'certain',
    replacement: replacements[locale][cell.kind],
  }))
  const people = [...found, ...names].filter(({ kind }) => kind === 'name')
  const numbers = [...numbersBehind(people, text, replacements[locale].record_number)]
  return withPlaceholders(
    withoutOverlap([...found, ...numbers, ...capitalised, ...towns, ...names, ...cells], text),
    text,
    {
      locale,
      known,
    },
  )
}
