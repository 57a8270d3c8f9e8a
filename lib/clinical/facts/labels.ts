import { ANALYTES, type Analyte } from '@/lib/clinical/facts/analytes'
import table from '@/lib/clinical/facts/analytes.json'
import specimens from '@/lib/clinical/facts/specimens.json'
import vitals from '@/lib/clinical/facts/vitals.json'
import { foldText } from '@/lib/clinical/text/fold-text'
import { PhraseTrie } from '@/lib/clinical/text/phrase-trie'

/** One row of the table of vital signs. */
export interface VitalRow {
  id: string
  unit: string
  units: readonly string[]
  names: readonly string[]
  exact?: readonly string[]
  hard: readonly number[]
  normal: readonly number[]
  /** At or below the first, at or above the second an adult is in danger; null where there is no such limit. */
  critical?: readonly (number | null)[]
}

/** What a label in front of a value may stand for. `exact` is the only spelling that counts, for short ones. */
export type Meaning = (
  | { kind: 'lab'; analyte: Analyte }
  | { kind: 'vital'; row: VitalRow }
  | { kind: 'pressure' }
) & { exact: string | null; asDrug?: true }

/** Labels of values. An empty list marks words that only look like one: 氯化钾, 葡萄糖注射液. */
export const LABELS = new PhraseTrie<readonly Meaning[]>()
/** Short names that count only for another specimen than blood: 糖, 蛋白. */
export const SPECIMEN_LABELS = new PhraseTrie<readonly Meaning[]>()

const add = (name: string, meaning: Meaning) =>
  LABELS.set(foldText(name).text, (before = []) => [...before, meaning])

export const VITAL_ROWS = new Map<string, VitalRow>((vitals.rows as VitalRow[]).map((row) => [row.id, row]))

for (const row of VITAL_ROWS.values()) {
  for (const name of row.names) add(name, { kind: 'vital', row, exact: null })
  for (const name of row.exact ?? []) add(name, { kind: 'vital', row, exact: name })
}
for (const name of vitals.pressureNames) add(name, { kind: 'pressure', exact: null })
for (const analyte of ANALYTES) {
  for (const name of analyte.names) add(name, { kind: 'lab', analyte, exact: null })
  for (const name of analyte.asDrug ?? []) add(name, { kind: 'lab', analyte, exact: null, asDrug: true })
  for (const name of analyte.exact ?? []) add(name, { kind: 'lab', analyte, exact: name.normalize('NFKC') })
}
for (const { id, names } of specimens.labels) {
  const analyte = ANALYTES.find((row) => row.id === id)
  if (!analyte) continue
  for (const name of names) SPECIMEN_LABELS.set(name, () => [{ kind: 'lab', analyte, exact: null }])
}
for (const name of table.notAnalytes) LABELS.set(foldText(name).text, (before) => before ?? [])
