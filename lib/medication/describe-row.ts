import { severityOf, type AnyRow } from '@/lib/clinical/medication/compare-tables'
import type { HospitalTable } from '@/lib/clinical/medication/table-schema'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import type { TableRow } from '@/lib/medication/contract'
import columns from '@/lib/medication/import/columns.json'

/** Fields that a description says in words. */
const SAID = new Set([
  ...['id', 'drugs', 'a', 'b', 'members', 'own', 'severity', 'zh', 'en', 'source', 'opened', 'recalled'],
])
const VALUE_MAX = 300
const CHINESE = new Map(Object.entries(columns.headers).map(([zh, en]) => [en, zh]))
/** A list or a group of values in words, as a page shows it: `162 mg`, `warfarin + fondaparinux; warfarin + argatroban`. */
export function inWords(value: unknown): string {
  if (Array.isArray(value)) {
    const nested = value.some((one) => typeof one === 'object')
    return value
      .map((one) => (Array.isArray(one) ? one.map(inWords).join(' + ') : inWords(one)))
      .join(nested ? '; ' : ', ')
  }
  if (typeof value !== 'object' || value === null) return String(value)
  const { value: amount, unit = '', ...rest } = value as Record<string, unknown>
  const said = Object.entries(rest).map(([name, one]) => `${name}: ${inWords(one)}`)
  return [...(amount === undefined ? [] : [`${inWords(amount)} ${inWords(unit)}`.trim()]), ...said].join(', ')
}

const text = (value: unknown): string => {
  const written = inWords(value)
  return written.length <= VALUE_MAX ? written : `${written.slice(0, VALUE_MAX)}…`
}

/** The fields of a row as a page lists them; `only` leaves the others out. */
export function fieldsOf(row: AnyRow | null, only?: ReadonlySet<string>): TableRow['fields'] {
  return Object.entries(row ?? {}).flatMap(([field, value]) =>
    (only ? only.has(field) : !SAID.has(field)) && value !== undefined
      ? [{ field: { zh: CHINESE.get(field) ?? field, en: field }, value: text(value) }]
      : [],
  )
}

/** The lists of drugs of a row, in the order in which a sentence names them. */
export function drugListsOf(row: AnyRow): (readonly string[])[] {
  const { drugs, a, b, members, own } = row as unknown as Partial<Record<string, readonly string[]>>
  return [drugs, a, b, members, own].filter((one) => one !== undefined)
}

/** A row as pages show it: its drugs by name, what it says, and where it comes from. */
export function describeRow(
  table: HospitalTable,
  row: AnyRow,
  { rows, drugs, sources }: Pick<MedicationTables, 'rows' | 'drugs' | 'sources'>,
): Omit<TableRow, 'own' | 'off'> {
  const nameOf = (selector: string, language: 'zh' | 'en'): string => {
    if (selector === '*') return language === 'zh' ? '全部药品' : 'every drug'
    const named = selector.startsWith('@')
      ? rows.classes.find(({ id }) => id === selector.slice(1))
      : drugs.substance(selector)
    return named?.[language] ?? selector
  }
  const names = (language: 'zh' | 'en') =>
    table === 'substances' && 'zh' in row
      ? row[language]
      : drugListsOf(row)
          .map((list) => list.map((one) => nameOf(one, language)).join(language === 'zh' ? '、' : ', '))
          .join(' + ')
  const source = sources[row.source]
  return {
    table,
    id: row.id,
    severity: severityOf(row),
    drugs: { zh: names('zh'), en: names('en') },
    effect: 'zh' in row && table !== 'substances' ? { zh: row.zh, en: row.en } : null,
    fields: fieldsOf(row),
    source: source
      ? { zh: source['zh-CN'], en: source.en, year: source.year }
      : { zh: row.source, en: row.source, year: 0 },
    recalled: row.recalled === true,
  }
}
