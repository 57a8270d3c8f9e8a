import type { Concept, TermKind } from '@/lib/clinical/contract'
import { foldText } from '@/lib/clinical/text/fold-text'
import { PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import abbreviations from '@/lib/clinical/terms/abbreviations.json'
import ambiguities from '@/lib/clinical/terms/ambiguities.json'
import conditions from '@/lib/clinical/terms/conditions.json'
import drugs from '@/lib/clinical/terms/drugs.json'
import english from '@/lib/clinical/terms/english-findings.json'
import further from '@/lib/clinical/terms/further-findings.json'
import findings from '@/lib/clinical/terms/findings.json'
import lay from '@/lib/clinical/terms/lay-symptoms.json'
import more from '@/lib/clinical/terms/more-names.json'
import procedures from '@/lib/clinical/terms/procedures.json'
import ordinary from '@/lib/clinical/terms/ordinary-phrases.json'
import signs from '@/lib/clinical/terms/ward-signs.json'
import { withWardDrugs } from '@/lib/clinical/terms/ward-drugs'

/** One line of a term table. `short` are other names, `abbr` are written in capitals. */
export interface DictionaryEntry {
  kind: TermKind
  zh: string
  en: string
  icd10?: string
  icd11?: string
  snomed?: string
  atc?: string
  short?: readonly string[]
  abbr?: readonly string[]
}

/** What a phrase may mean. An abbreviation keeps its `spelling`, since small letters may make it an everyday word. */
export interface Meaning {
  concept: Concept
  spelling: string | null
}

export interface Dictionary {
  /** An empty list marks an ordinary phrase, which hides the terms inside it. */
  phrases: PhraseTrie<readonly Meaning[]>
  size: number
}

function toConcept({ kind, zh, en, icd10, icd11, snomed, atc }: DictionaryEntry): Concept {
  return {
    kind,
    preferred: { zh, en },
    ...(icd10 ? { icd10 } : {}),
    ...(icd11 ? { icd11 } : {}),
    ...(snomed ? { snomed } : {}),
    ...(atc ? { atc } : {}),
  }
}

const sameConcept = (a: Concept, b: Concept) => a.preferred.en === b.preferred.en && a.kind === b.kind

/** Builds the look-up. The first entry that claims a phrase is the first candidate; later ones are further candidates. */
export function compileDictionary(entries: Iterable<DictionaryEntry>): Dictionary {
  const phrases = new PhraseTrie<readonly Meaning[]>()
  let size = 0
  const add = (phrase: string, meaning: Meaning) => {
    const folded = foldText(phrase.trim()).text
    if (folded === '') return
    phrases.set(folded, (before = []) =>
      before.some(({ concept }) => sameConcept(concept, meaning.concept)) ? before : [...before, meaning],
    )
  }
  for (const entry of entries) {
    const concept = toConcept(entry)
    for (const name of [entry.zh, entry.en, ...(entry.short ?? [])]) {
      add(name, { concept, spelling: null })
    }
    for (const name of entry.abbr ?? []) add(name, { concept, spelling: name })
    size += 1
  }
  for (const phrase of ordinary.phrases) phrases.set(foldText(phrase).text, () => [])
  return { phrases, size }
}

/** The entries of the tables that come with the portal. */
export function builtInEntries(): DictionaryEntry[] {
  const entries = [
    ...[...conditions.entries, ...findings.entries, ...procedures.entries, ...drugs.entries].map(
      withMoreNames,
    ),
    ...ambiguities.entries,
    ...[...lay.entries, ...abbreviations.entries, ...signs.entries].map(withMoreNames),
    ...english.entries,
    ...further.entries,
  ] as DictionaryEntry[]
  return withWardDrugs(entries).map((entry, i) => (i < entries.length ? entry : withMoreNames(entry)))
}

interface MoreNames {
  kind: string
  en: string
  short?: readonly string[]
  abbr?: readonly string[]
}
const MORE_NAMES = Map.groupBy(
  [...(more.names as MoreNames[]), ...(english.names as MoreNames[]), ...(further.names as MoreNames[])],
  ({ kind, en }) => `${kind} ${en}`,
)

/** An entry with the further names that another table gives its concept. */
function withMoreNames(entry: object): DictionaryEntry {
  const known = entry as DictionaryEntry
  const names = MORE_NAMES.get(`${known.kind} ${known.en}`)
  if (!names) return known
  return {
    ...known,
    short: [...(known.short ?? []), ...names.flatMap(({ short = [] }) => short)],
    abbr: [...(known.abbr ?? []), ...names.flatMap(({ abbr = [] }) => abbr)],
  }
}

let builtIn: Dictionary | undefined

/** The dictionary that comes with the portal, compiled at first use. */
export function builtInDictionary(): Dictionary {
  builtIn ??= compileDictionary(builtInEntries())
  return builtIn
}
