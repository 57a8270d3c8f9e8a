import age from '@/lib/clinical/medication/tables/age.json'
import allergies from '@/lib/clinical/medication/tables/allergies.json'
import classes from '@/lib/clinical/medication/tables/classes.json'
import conditions from '@/lib/clinical/medication/tables/conditions.json'
import disease from '@/lib/clinical/medication/tables/disease.json'
import duplicates from '@/lib/clinical/medication/tables/duplicates.json'
import incompatibilities from '@/lib/clinical/medication/tables/incompatibilities.json'
import interactions from '@/lib/clinical/medication/tables/interactions.json'
import kidney from '@/lib/clinical/medication/tables/kidney.json'
import lactation from '@/lib/clinical/medication/tables/lactation.json'
import limits from '@/lib/clinical/medication/tables/limits.json'
import liver from '@/lib/clinical/medication/tables/liver.json'
import pregnancy from '@/lib/clinical/medication/tables/pregnancy.json'
import routes from '@/lib/clinical/medication/tables/routes.json'
import sources from '@/lib/clinical/medication/tables/sources.json'
import substances from '@/lib/clinical/medication/tables/substances.json'
import { DrugSets } from '@/lib/clinical/medication/drug-sets'
import {
  sourcesSchema,
  TABLE_SCHEMAS,
  type RowOf,
  type TableName,
} from '@/lib/clinical/medication/table-schema'
import { foldText } from '@/lib/clinical/text/fold-text'
import { PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import type { Locale } from '@/lib/shared/locale'

/** The rows of every table. */
export type MedicationRows = { [N in TableName]: readonly RowOf<N>[] }
export type Sources = Readonly<Record<string, Record<Locale, string> & { year: number }>>

/** A name as a text may write it. An abbreviation counts in capitals only. */
export interface NameHit {
  id: string
  capitals: boolean
}

/** The tables in force, ready to be asked. */
export interface MedicationTables {
  version: string
  rows: MedicationRows
  sources: Sources
  drugs: DrugSets
  names: PhraseTrie<readonly NameHit[]>
  conditions: PhraseTrie<readonly { id: string; capitals: boolean }[]>
}

const FILES: Record<TableName, unknown> = {
  ...{ substances, classes, conditions, interactions, kidney, liver, pregnancy, lactation, age, disease },
  ...{ limits, duplicates, allergies, routes, incompatibilities },
}

/** The rows that come with the portal, checked against their schemas, and the sources that they name. */
export function builtInRows(): { rows: MedicationRows; sources: Sources; version: string } {
  const rows = Object.fromEntries(
    (Object.keys(FILES) as TableName[]).map((name) => [name, TABLE_SCHEMAS[name].parse(FILES[name]).rows]),
  )
  const parsed = sourcesSchema.parse(sources)
  return { rows: rows as unknown as MedicationRows, sources: parsed.sources, version: parsed.version }
}

/** Latin abbreviations of up to four letters are everyday words when written small. */
const ABBREVIATION = /^[A-Z0-9-]{1,4}$/

function trieOf(entries: Iterable<readonly [string, string]>): PhraseTrie<readonly NameHit[]> {
  const trie = new PhraseTrie<readonly NameHit[]>()
  for (const [name, id] of entries) {
    const hit = { id, capitals: ABBREVIATION.test(name) }
    trie.set(foldText(name).text, (before = []) => [...before, hit])
  }
  return trie
}

/** Makes rows ready to be asked. */
export function compileTables(rows: MedicationRows, sources: Sources, version: string): MedicationTables {
  const drugNames = rows.substances.flatMap(({ id, zh, en, names = [] }) =>
    [zh, en, ...names].map((name) => [name, id] as const),
  )
  const conditionNames = rows.conditions.flatMap(({ id, phrases }) =>
    phrases.map((phrase) => [phrase, id] as const),
  )
  return {
    version,
    rows,
    sources,
    drugs: new DrugSets(rows.substances, rows.classes),
    names: trieOf(drugNames),
    conditions: trieOf(conditionNames),
  }
}

let builtIn: MedicationTables | undefined

/** The tables that come with the portal, compiled at first use. */
export function builtInTables(): MedicationTables {
  if (!builtIn) {
    const { rows, sources: named, version } = builtInRows()
    builtIn = compileTables(rows, named, version)
  }
  return builtIn
}
