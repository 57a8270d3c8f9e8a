import 'server-only'
import type { z } from 'zod'
import type { AnyRow } from '@/lib/clinical/medication/compare-tables'
import { overlayRows } from '@/lib/clinical/medication/hospital-tables'
import { WARNING_TABLES, type HospitalTable } from '@/lib/clinical/medication/table-schema'
import { foldText } from '@/lib/clinical/text/fold-text'
import { db } from '@/lib/db/client'
import { ROWS_PAGE, type listRowsOutput, type listRowsQuery, type TableRow } from '@/lib/medication/contract'
import { describeRow, drugListsOf } from '@/lib/medication/describe-row'
import { namesOf } from '@/lib/medication/list-tables'
import { reasonOf } from '@/lib/medication/switch-row'
import { medicationState, tablesInForce } from '@/lib/terminology/medication-in-force'

type Query = z.infer<typeof listRowsQuery>
const fold = (text: string): string => foldText(text).text

async function readSwitches(): Promise<Map<string, NonNullable<TableRow['off']>>> {
  const rows = await (await db()).medicationSwitch.findMany({ where: { restoredAt: null } })
  const nameOf = await namesOf(rows.map(({ switchedById }) => switchedById))
  return new Map(
    rows.map(({ row, reason, switchedById, switchedAt }) => [
      row,
      { reason: reasonOf(reason), by: nameOf(switchedById), at: switchedAt.toISOString() },
    ]),
  )
}

/**
 * A page of the rows that warn, switched-off ones included. A search finds a row by its id, its words, and by any drug that it
 * means, also where it names a class.
 */
export async function listRows({
  search,
  table,
  state,
  page,
}: Query): Promise<z.infer<typeof listRowsOutput>> {
  const [hospital, inForce, switches] = await Promise.all([
    medicationState(),
    tablesInForce(),
    readSwitches(),
  ])
  const tables = { ...inForce, rows: overlayRows(hospital.tables) }
  const own = new Set(
    WARNING_TABLES.flatMap((name) => (hospital.tables.rows[name] ?? []).map(({ id }) => id)),
  )
  const wanted = search ? fold(search) : ''
  const named = inForce.names.at(wanted, 0).find(({ to }) => to === wanted.length)?.value ?? []
  const means = (row: AnyRow) =>
    drugListsOf(row).some((list) => named.some(({ id }) => inForce.drugs.has(list, id)))
  const says = (name: HospitalTable, row: AnyRow) => {
    const { id, drugs, effect } = describeRow(name, row, tables)
    return [id, drugs.zh, drugs.en, effect?.zh ?? '', effect?.en ?? ''].some((text) =>
      fold(text).includes(wanted),
    )
  }
  const isMeant: Record<NonNullable<Query['state']>, (row: AnyRow) => boolean> = {
    off: ({ id }) => switches.has(id),
    recalled: ({ recalled }) => recalled === true,
    own: ({ id }) => own.has(id),
  }
  const found = WARNING_TABLES.filter((name) => table === undefined || name === table).flatMap((name) => {
    const rows: readonly AnyRow[] = tables.rows[name]
    return rows
      .filter((row) => state === undefined || isMeant[state](row))
      .filter((row) => wanted === '' || means(row) || says(name, row))
      .map((row) => [name, row] as const)
  })
  return {
    rows: found.slice((page - 1) * ROWS_PAGE, page * ROWS_PAGE).map(([name, row]) => ({
      ...describeRow(name, row, tables),
      own: own.has(row.id),
      off: switches.get(row.id) ?? null,
    })),
    total: found.length,
  }
}
