import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import type { Statement } from '@/lib/documents/contract'
import { SET_SIZES, type Counted, type CountedSet, type Together, type Totals } from './contract'
import { countSets } from './count-sets'
import { groupOf, nameDiagnosis, nameDrug, nameUsage, type Named } from './name-values'
import type { Locale } from '@/lib/shared/locale'

/** What is counted of a document. */
export type TotalledDocument = readonly Pick<Statement, 'field' | 'name' | 'code' | 'dose' | 'frequency'>[]

export interface TotalOptions {
  locale: Locale
  /** Rows of a list; what is beyond them is counted. */
  most: number
  /** Key of a diagnosis: only documents that have it. */
  diagnosis?: string | undefined
}

const USAGES_MAX = 3
/** Fewer documents than this make no pattern. */
const LEAST = 2

const increase = <K>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1)
const byCount = ([a, x]: [string, number], [b, y]: [string, number]) => y - x || (a < b ? -1 : 1)

/** A name for each key, the one that most documents write, and in how many documents it stands. */
class Tally {
  private readonly documents = new Map<string, number>()
  private readonly names = new Map<string, Map<string, number>>()
  private readonly codes = new Map<string, string | null>()

  add(found: readonly Named[]): ReadonlySet<string> {
    const keys = new Set(found.map(({ key }) => key))
    for (const key of keys) increase(this.documents, key)
    for (const { key, name, code } of found) {
      const names = this.names.get(key) ?? new Map<string, number>()
      increase(names, name)
      this.names.set(key, names)
      this.codes.set(key, code)
    }
    return keys
  }

  nameOf(key: string): string {
    return [...(this.names.get(key) ?? [])].sort(byCount)[0]?.[0] ?? key
  }

  list(): Counted[] {
    return [...this.documents].sort(byCount).map(([key, documents]) => ({
      key,
      name: this.nameOf(key),
      code: this.codes.get(key) ?? null,
      documents,
    }))
  }
}

const listed = <T>(rows: readonly T[], most: number) => ({
  rows: rows.slice(0, most),
  more: Math.max(0, rows.length - most),
})

/** Sets of the members of each document, and whole documents that name the same ones. */
function together(documents: readonly ReadonlySet<string>[], tally: Tally, most: number): Together {
  const named = (members: readonly string[], count: number): CountedSet => ({
    names: members.map((key) => tally.nameOf(key)),
    documents: count,
  })
  const sets = countSets(documents, { least: LEAST, largest: Math.max(...SET_SIZES) })
  const whole = new Map<string, number>()
  for (const members of documents) {
    if (members.size > 1) increase(whole, [...members].sort().join('\0'))
  }
  const regimens = [...whole].filter(([, count]) => count >= LEAST).sort(byCount)
  return {
    sets: SET_SIZES.map((size) => ({
      size,
      ...listed(
        sets.filter(({ members }) => members.length === size).map((set) => named(set.members, set.documents)),
        most,
      ),
    })),
    regimens: listed(
      regimens.map(([members, count]) => named(members.split('\0'), count)),
      most,
    ),
  }
}

interface Meant {
  diagnoses: Named[]
  /** The usage beside a drug is null where the document does not state one. */
  drugs: (Named & { usage: Named | null })[]
}

/** What a name means, looked up once for however many documents write it. */
function lookUp(dictionary: Dictionary, locale: Locale): (document: TotalledDocument) => Meant {
  const known = new Map<string, Named[]>()
  const once = (key: string, find: () => Named[]) => {
    const found = known.get(key) ?? find()
    known.set(key, found)
    return found
  }
  return (document) => ({
    diagnoses: document
      .filter(({ field }) => field === 'diagnosis')
      .flatMap((value) => once(`${value.code ?? ''}\0${value.name}`, () => nameDiagnosis(value, dictionary))),
    drugs: document
      .filter(({ field }) => field === 'drug')
      .flatMap((value) =>
        once(value.name, () => nameDrug(value.name, dictionary, locale)).map((drug) => ({
          ...drug,
          usage: nameUsage(value),
        })),
      ),
  })
}

/** How each drug is taken: the usages that most documents state. */
function usagesOf(documents: readonly Meant[]): (key: string) => { text: string; documents: number }[] {
  const usages = new Map<string, Tally>()
  for (const { drugs } of documents) {
    for (const [key, own] of Map.groupBy(drugs, (drug) => drug.key)) {
      const tally = usages.get(key) ?? new Tally()
      tally.add(own.flatMap(({ usage }) => usage ?? []))
      usages.set(key, tally)
    }
  }
  return (key) =>
    (usages.get(key)?.list() ?? [])
      .slice(0, USAGES_MAX)
      .map(({ name, documents: count }) => ({ text: name, documents: count }))
}

/**
 * What documents say together: diagnoses, drugs with how they are taken, pharmacological groups, and what is prescribed with what. A
 * diagnosis or drug counts once a document. The same documents give the same totals.
 */
export function totalDocuments(
  given: readonly TotalledDocument[],
  dictionary: Dictionary,
  { locale, most, diagnosis }: TotalOptions,
): Totals {
  const meant = given
    .map(lookUp(dictionary, locale))
    .filter(({ diagnoses }) => diagnosis === undefined || diagnoses.some(({ key }) => key === diagnosis))
  const [diagnoses, drugs, groups] = [new Tally(), new Tally(), new Tally()]
  const drugSets = meant.map((document) => {
    diagnoses.add(document.diagnoses)
    return drugs.add(document.drugs)
  })
  const groupSets = meant.map((document) =>
    groups.add(document.drugs.flatMap(({ code }) => groupOf(code, locale) ?? [])),
  )
  const usages = usagesOf(meant)
  const drugRows = drugs.list().map((drug) => ({ ...drug, usages: usages(drug.key) }))
  return {
    documents: meant.length,
    withDrugs: drugSets.filter(({ size }) => size > 0).length,
    diagnoses: listed(diagnoses.list(), most),
    drugs: listed(drugRows, most),
    groups: listed(groups.list(), most),
    byDrug: together(drugSets, drugs, most),
    byGroup: together(groupSets, groups, most),
  }
}
