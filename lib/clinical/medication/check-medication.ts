import { builtInTables, type MedicationTables } from '@/lib/clinical/medication/medication-tables'
import type { Patient } from '@/lib/clinical/medication/patient'
import { nameDrugs } from '@/lib/clinical/medication/read-mentions'
import { ordersIn, type Order } from '@/lib/clinical/medication/read-orders'
import { readPatient, type PatientReading } from '@/lib/clinical/medication/read-patient'
import { doses } from '@/lib/clinical/medication/rules/doses'
import {
  duplicates,
  incompatibilities,
  interactions,
  sameDrugTwice,
  sameInMixture,
} from '@/lib/clinical/medication/rules/pairs'
import {
  age,
  allergy,
  disease,
  hepatic,
  lactation,
  pregnancy,
  renal,
  route,
} from '@/lib/clinical/medication/rules/patient-rules'
import { lookedAt, tellPatient, type Looked, type ToldPatient } from '@/lib/clinical/medication/tell-patient'
import sentences from '@/lib/clinical/medication/sentences.json'
import { SEVERITIES, type MedicationSeverity, type Substance } from '@/lib/clinical/medication/table-schema'
import type { CheckedOrders, Hit, MedicationRule, WarningKind } from '@/lib/clinical/medication/warning'
import { foldText, originalSpan } from '@/lib/clinical/text/fold-text'
import type { Locale } from '@/lib/shared/locale'

const RULES: readonly MedicationRule[] = [
  ...[
    interactions,
    incompatibilities,
    duplicates,
    sameDrugTwice,
    sameInMixture,
    renal,
    hepatic,
    pregnancy,
    lactation,
    age,
    disease,
  ],
  ...[doses, route, allergy],
]

export interface CheckedSubstance {
  id: string
  name: { zh: string; en: string }
  atc: string | null
}

export interface MedicationWarning {
  kind: WarningKind
  severity: MedicationSeverity
  /** Which lines of the request it is about. */
  drugs: number[]
  message: string
  source: { title: string; year: number }
  /** Id of the row, by which it can be switched off. */
  row: string
  /** True where the row is written from memory of its source and still to be compared with it. */
  recalled: boolean
  substances: string[]
}

export interface MedicationCheck {
  version: string
  patient: ToldPatient
  drugs: { line: string; substances: CheckedSubstance[]; unknown?: true; looked: Looked[] }[]
  warnings: MedicationWarning[]
}

export interface MedicationQuestion {
  /** One order a line. */
  drugs: readonly string[]
  facts?: string
  locale: Locale
}

export interface MedicationReader {
  tables?: MedicationTables
  /** The clinical reader: facts and terms of a text. */
  read: (text: string) => PatientReading
}

const rank = (severity: MedicationSeverity) => SEVERITIES.indexOf(severity)

/** The strongest hit of each kind on the same drugs. */
function strongest(hits: readonly Hit[]): Hit[] {
  const kept = new Map<string, Hit>()
  for (const hit of hits) {
    const key = `${hit.kind} ${hit.orders
      .map(({ id }) => id)
      .sort()
      .join(' ')}`
    const before = kept.get(key)
    if (!before || rank(hit.severity) < rank(before.severity)) kept.set(key, hit)
  }
  return [...kept.values()].sort((a, b) => rank(a.severity) - rank(b.severity))
}

const nameOf = (substance: Substance | undefined, locale: Locale): string =>
  (locale === 'en' ? substance?.en : substance?.zh) ?? ''

function inWords({ kind, row, orders, because }: Hit, tables: MedicationTables, locale: Locale): string {
  const [a = '', b = ''] = orders.map(({ id }) => nameOf(tables.drugs.substance(id), locale))
  const language = locale === 'en' ? 'en' : 'zh'
  const values: Record<string, string> = { a, b, effect: row[language], because: because?.[language] ?? '' }
  return sentences[locale][kind]
    .replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '')
    .replace(/\s?[（(][）)]/g, '')
}

function toWarning(hit: Hit, tables: MedicationTables, locale: Locale): MedicationWarning {
  const source = tables.sources[hit.row.source]
  return {
    kind: hit.kind,
    severity: hit.severity,
    drugs: [...new Set(hit.orders.map(({ line }) => line))],
    message: inWords(hit, tables, locale),
    source: { title: source?.[locale] ?? hit.row.source, year: source?.year ?? 0 },
    row: hit.row.id,
    recalled: hit.row.recalled === true,
    substances: [...new Set(hit.orders.map(({ id }) => id))],
  }
}

/** Everything that the tables say of some orders of one patient, the strongest first. */
const strongestOf = (checked: CheckedOrders): Hit[] => strongest(RULES.flatMap((rule) => rule(checked)))

function toSubstance(id: string, { drugs }: MedicationTables): CheckedSubstance {
  const substance = drugs.substance(id)
  return {
    id,
    name: { zh: substance?.zh ?? id, en: substance?.en ?? id },
    atc: substance?.atc?.[0] ?? null,
  }
}

/**
 * Checks lines of drugs against the tables and against a few facts of the patient, which stand in `facts` and on the lines
 * themselves. A line whose drug no table knows is `unknown` and was not checked. Pure and linear in the length of the texts.
 */
export function checkMedication(
  { drugs: lines, facts = '', locale }: MedicationQuestion,
  { tables = builtInTables(), read }: MedicationReader,
): MedicationCheck {
  const texts = lines.map((line) => foldText(line))
  const orders = texts.flatMap((folded, line): Order[] =>
    ordersIn(nameDrugs(folded, tables), tables, { line }).map((order) => ({ ...order, group: line })),
  )
  const story = facts === '' ? lines.join('\n') : `${facts}\n${lines.join('\n')}`
  const folded = nameDrugs(foldText(story), tables)
  const patient = readPatient(folded, read(story), tables)
  const told = tellPatient(patient, foldText(facts).text, tables)
  const warnings = strongestOf({ orders, patient, tables }).map((hit) => toWarning(hit, tables, locale))
  return {
    version: tables.version,
    patient: told,
    drugs: lines.map((line, i) => {
      const ids = [...new Set(orders.filter((order) => order.line === i).map(({ id }) => id))]
      const substances = ids.map((id) => toSubstance(id, tables))
      if (substances.length === 0) return { line, substances, unknown: true, looked: [] }
      const own = warnings.filter(({ drugs }) => drugs.includes(i))
      const warned = new Set<string>(own.map(({ kind }) => kind))
      return { line, substances, looked: lookedAt(ids, { patient, told, tables, warned }) }
    }),
    warnings,
  }
}

/** A patient with the drugs that a text says they take or are to get. */
export interface KnownCase {
  patient: Patient
  orders: readonly Order[]
}

const reactedIn = ({ allergies }: Patient): ReadonlySet<number> =>
  new Set(allergies.flatMap(({ places = [] }) => places))

/** What a case says of its patient and drugs, to check other texts against. */
export function readKnownCase(
  text: string,
  reading: PatientReading,
  tables: MedicationTables = builtInTables(),
): KnownCase {
  const folded = nameDrugs(foldText(text), tables)
  const patient = readPatient(folded, reading, tables)
  const orders = ordersIn(folded, tables, { ...reading, reacted: reactedIn(patient), line: 1 })
  return { patient, orders }
}

/** A warning about a text, with the places of its drugs in the text, and its sentence in both languages. */
export interface TextWarning extends MedicationWarning {
  places: { start: number; end: number; surface: string }[]
  messages: Record<Locale, string>
}

/**
 * Checks the drugs that a text orders against each other and against the patient whom it tells of, or whom `about` tells of
 * with what they take already. A warning names at least one drug of the text itself.
 */
export function checkText(
  text: string,
  reading: PatientReading,
  {
    locale,
    tables = builtInTables(),
    about,
  }: { locale: Locale; tables?: MedicationTables; about?: KnownCase },
): TextWarning[] {
  const folded = nameDrugs(foldText(text), tables)
  const told = readPatient(folded, reading, tables)
  const own = ordersIn(folded, tables, { ...reading, reacted: reactedIn(told) })
  if (own.length === 0) return []
  const patient = about?.patient ?? told
  const hits = strongestOf({ orders: [...own, ...(about?.orders ?? [])], patient, tables })
  return hits.flatMap((hit): TextWarning[] => {
    const here = hit.orders.filter(({ line }) => line === 0)
    if (here.length === 0) return []
    const places = here.map(({ from, to }) => originalSpan(folded, from, to))
    const messages = { 'zh-CN': inWords(hit, tables, 'zh-CN'), en: inWords(hit, tables, 'en') }
    return [{ ...toWarning(hit, tables, locale), places, messages }]
  })
}
