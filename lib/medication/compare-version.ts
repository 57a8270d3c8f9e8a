import 'server-only'
import type { z } from 'zod'
import { compareTables, type ComparedRow } from '@/lib/clinical/medication/compare-tables'
import { applyHospital, UNCHANGED } from '@/lib/clinical/medication/hospital-tables'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import { ROW_CHANGES } from '@/lib/clinical/medication/table-schema'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { ROWS_PAGE, type compareOutput, type compareQuery } from '@/lib/medication/contract'
import { describeRow, fieldsOf } from '@/lib/medication/describe-row'
import { describeVersions } from '@/lib/medication/list-tables'
import { readTables } from '@/lib/medication/stored-tables'
import { medicationState } from '@/lib/terminology/medication-in-force'
import type { Actor } from '@/lib/shared/actor'
import { canonicalJson } from '@/lib/shared/canonical-json'

/** The fields in which a changed row differs from the row in force. */
function differing({ before, after }: ComparedRow): Set<string> {
  const [was, is] = [before, after].map((row): Readonly<Record<string, unknown>> => ({ ...row }))
  const fields = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])]
  return new Set(fields.filter((field) => canonicalJson(was?.[field]) !== canonicalJson(is?.[field])))
}

function describe(row: ComparedRow, tables: { before: MedicationTables; after: MedicationTables }) {
  const { table, change, before, after, stronger } = row
  const shown = after ?? before
  if (!shown) throw new Error('a compared row is in one version at least')
  const fields = change === 'changed' ? differing(row) : new Set<string>()
  return {
    ...describeRow(table, shown, after ? tables.after : tables.before),
    ...{ change, stronger, was: fieldsOf(before, fields), becomes: fieldsOf(after, fields) },
  }
}

/** A version of the hospital's tables beside the one in force, a page of rows at a time. Throws AppError `not_found`. */
export async function compareVersion(
  { number, change, page }: { number: number } & z.infer<typeof compareQuery>,
  actor: Actor,
): Promise<z.infer<typeof compareOutput>> {
  const client = await db()
  const row = await client.medicationVersion.findUnique({ where: { number } })
  if (!row) throw new AppError('not_found')
  const [version] = await describeVersions([row], actor)
  if (!version) throw new AppError('not_found')
  const state = await medicationState()
  const before = await client.medicationVersion.findFirst({
    where: { state: 'in_force' },
    select: { number: true },
  })
  const after = readTables(row.content)
  const all = compareTables(state.tables, after)
  const shown = change ? all.filter((one) => one.change === change) : all
  const compiled = (tables: typeof after) => applyHospital({ ...UNCHANGED, number, tables })
  const tables = { before: compiled(state.tables), after: compiled(after) }
  const counted = ROW_CHANGES.map((one) => [one, all.filter((each) => each.change === one).length])
  return {
    version,
    seen: before?.number ?? 0,
    counts: {
      ...(Object.fromEntries(counted) as Record<(typeof ROW_CHANGES)[number], number>),
      stronger: all.filter(({ stronger }) => stronger).length,
    },
    rows: shown.slice((page - 1) * ROWS_PAGE, page * ROWS_PAGE).map((one) => describe(one, tables)),
    total: shown.length,
  }
}
