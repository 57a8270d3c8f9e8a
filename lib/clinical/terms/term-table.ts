import { z } from 'zod'
import columns from '@/lib/clinical/terms/term-table-columns.json'

/** Tables that a hospital may be licensed for: national editions of ICD, SNOMED CT descriptions, its drug catalogue. */
export const TABLE_KINDS = ['icd10', 'icd11', 'snomed', 'drugs'] as const
export type TableKind = (typeof TABLE_KINDS)[number]

/** Longest name that is kept, and most rows of one table. */
const NAME_MAX = 100
export const TABLE_ROWS_MAX = 200_000

const rowSchema = z.strictObject({
  code: z.string().max(40),
  name: z.string().min(1).max(NAME_MAX),
  english: z.string().max(NAME_MAX).optional(),
  brand: z.string().max(NAME_MAX).optional(),
})
export type TermRow = z.infer<typeof rowSchema>

/** An imported table as it lies in the state folder. */
export const termTableSchema = z.strictObject({
  kind: z.enum(TABLE_KINDS),
  /** Name of the file it came from, without its folder, and the file's SHA-256. */
  source: z.string().max(255),
  sha256: z.string().length(64),
  importedAt: z.iso.datetime(),
  rows: z.array(rowSchema).max(TABLE_ROWS_MAX),
})
export type TermTable = z.infer<typeof termTableSchema>

/** Morphology of neoplasms (ICD-O, as national editions list it beside ICD-10): `M80100/3`, no code of ICD-10's chapters. */
export const isMorphology = (code: string): boolean => /^M\d{4,5}\//.test(code)

type Record_ = Readonly<Record<string, string | undefined>>
export type RowProblem = 'inactive' | 'no_name' | 'bad_code' | 'too_long' | 'other_language'

const CODES: Record<TableKind, RegExp> = {
  icd10: /^[A-Z]\d{2}(?:\.[0-9A-Z]{1,8})?[+*†]?(?:[A-Z]\d{2}(?:\.[0-9A-Z]{1,8})?\*)?$|^M\d{4,5}\/\d{1,2}$/,
  icd11: /^[0-9A-Z]{4,5}(?:\.[0-9A-Z]{1,4})?(?:[&/][0-9A-Z.&/]{4,30})?$/,
  snomed: /^\d{6,18}$/,
  drugs: /^(?:[A-Z]\d{2}(?:[A-Z]{1,2}(?:\d{2})?)?)?$/,
}

function cell(record: Record_, names: readonly string[]): string {
  for (const name of names) {
    const value = record[name]?.trim()
    if (value) return value
  }
  return ''
}

const headerHas = (header: readonly string[], names: readonly string[]) =>
  names.some((name) => header.includes(name))

/** What a header with its first row is a table of; null where it is none of these. */
export function tableKind(header: readonly string[], first: Record_): TableKind | null {
  if (header.includes('conceptId') && header.includes('term')) return 'snomed'
  if (headerHas(header, columns.atc)) return 'drugs'
  if (!headerHas(header, columns.name)) return null
  const code = cell(first, columns.code)
  if (CODES.icd10.test(code)) return 'icd10'
  return CODES.icd11.test(code) ? 'icd11' : null
}

/** Synonym and fully specified name of an RF2 description file (SNOMED CT Release File Specifications). */
const SEMANTIC_TAG = / \([a-z /]+\)$/

function snomedRow(record: Record_): TermRow | RowProblem {
  if (record.active !== '1') return 'inactive'
  if (record.languageCode !== 'en' && record.languageCode !== 'zh') return 'other_language'
  return { code: record.conceptId ?? '', name: (record.term ?? '').replace(SEMANTIC_TAG, '').trim() }
}

function namedRow(record: Record_, kind: TableKind): TermRow {
  const english = cell(record, columns.english)
  const brand = kind === 'drugs' ? cell(record, columns.brand) : ''
  return {
    code: cell(record, kind === 'drugs' ? columns.atc : columns.code).toUpperCase(),
    name: cell(record, columns.name),
    ...(english ? { english } : {}),
    ...(brand ? { brand } : {}),
  }
}

/** A row of a table, checked; or why it is left out. */
export function readRow(record: Record_, kind: TableKind): TermRow | RowProblem {
  const row = kind === 'snomed' ? snomedRow(record) : namedRow(record, kind)
  if (typeof row === 'string') return row
  if (row.name.length < 2) return 'no_name'
  if ([row.name, row.english ?? '', row.brand ?? ''].some((name) => name.length > NAME_MAX)) return 'too_long'
  return CODES[kind].test(row.code) ? row : 'bad_code'
}
