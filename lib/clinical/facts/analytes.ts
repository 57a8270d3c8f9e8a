import table from '@/lib/clinical/facts/analytes.json'
import { foldText } from '@/lib/clinical/text/fold-text'
import { PhraseTrie } from '@/lib/clinical/text/phrase-trie'

interface Interval {
  low?: number
  high?: number
}

/** One row of the analyte table. `units` gives the factor to the first unit; null where there is no plain factor. */
export interface Analyte {
  id: string
  zh: string
  en: string
  names: readonly string[]
  /** Spellings that count only exactly as written: `K`, `Cr`. */
  exact?: readonly string[]
  units: Readonly<Record<string, number | null>>
  unitless?: boolean
  /** Outside of these no living body was seen; inside of `usual` nothing needs asking. Both in the first unit. */
  hard: readonly number[]
  usual: readonly number[]
  range?: { all?: Interval; male?: Interval; female?: Interval }
  critical?: Interval
  source: string
}

export const ANALYTES = table.rows as readonly Analyte[]
export const ADULT_FROM_YEARS = table.adultFrom

/** The unit that values are compared in; empty for a ratio or pH. */
export const canonicalUnit = (analyte: Analyte): string => Object.keys(analyte.units)[0] ?? ''

interface AnalyteName {
  analyte: Analyte
  exact: string | null
}

/** Names of analytes; an empty list marks a name that only looks like one, such as 尿肌酐. */
export const ANALYTE_NAMES = new PhraseTrie<readonly AnalyteName[]>()
for (const analyte of ANALYTES) {
  const add = (name: string, exact: string | null) =>
    ANALYTE_NAMES.set(foldText(name).text, (before = []) => [...before, { analyte, exact }])
  for (const name of analyte.names) add(name, null)
  for (const name of analyte.exact ?? []) add(name, name)
}
for (const name of table.notAnalytes) ANALYTE_NAMES.set(foldText(name).text, () => [])
