import type { Order } from '@/lib/clinical/medication/read-orders'
import { rowHolds } from '@/lib/clinical/medication/rules/row-holds'
import type { DrugSets } from '@/lib/clinical/medication/drug-sets'
import type { Hit, MedicationRule } from '@/lib/clinical/medication/warning'

/** Whether two substances are the same or share a part: that is a duplicate and no interaction. */
function areOne(drugs: DrugSets, a: string, b: string): boolean {
  const parts = (id: string) => [id, ...(drugs.substance(id)?.parts ?? [])]
  return parts(a).some((id) => parts(b).includes(id))
}

interface PairRow {
  a: readonly string[]
  b: readonly string[]
  except?: readonly string[] | undefined
  exceptPairs?: readonly (readonly [string, string])[] | undefined
}

const single = new Map<string, readonly string[]>()

/** Whether one selector means a drug; its list is kept, since what a list means is looked up by the list. */
function isOf(drugs: DrugSets, selector: string, id: string): boolean {
  const list = single.get(selector) ?? [selector]
  single.set(selector, list)
  return drugs.has(list, id)
}

function isExcepted(
  { exceptPairs = [] }: Pick<PairRow, 'exceptPairs'>,
  drugs: DrugSets,
  [a, b]: readonly [string, string],
): boolean {
  return exceptPairs.some(
    ([x, y]) => (isOf(drugs, x, a) && isOf(drugs, y, b)) || (isOf(drugs, x, b) && isOf(drugs, y, a)),
  )
}

/** Every pair of two different drugs of which one is on each side of the row. */
function* pairsOf(
  row: PairRow,
  orders: readonly Order[],
  drugs: DrugSets,
): Generator<readonly [Order, Order]> {
  const among = (ids: ReadonlySet<string>) =>
    orders.filter(({ id }) => ids.has(id) && !row.except?.includes(id))
  const left = among(drugs.withMixtures(row.a))
  if (left.length === 0) return
  const right = among(drugs.withMixtures(row.b))
  for (const a of left) {
    for (const b of right) {
      if (a.id !== b.id && !areOne(drugs, a.id, b.id) && !isExcepted(row, drugs, [a.id, b.id])) yield [a, b]
    }
  }
}

/** Two drugs that should not meet in one patient. */
export const interactions: MedicationRule = ({ orders, patient, tables: { rows, drugs } }) =>
  rows.interactions.flatMap((row): Hit[] =>
    [...pairsOf(row, orders, drugs)].flatMap(([a, b]) =>
      rowHolds(row, a, patient) && rowHolds(row, b, patient)
        ? [{ kind: 'interaction', severity: row.severity, row, orders: [a, b] }]
        : [],
    ),
  )

/** Two drugs that should not meet in one bag, one line or, for newborns, at all. */
export const incompatibilities: MedicationRule = ({ orders, patient, tables: { rows, drugs } }) =>
  rows.incompatibilities.flatMap((row): Hit[] =>
    [...pairsOf(row, orders, drugs)].flatMap(([a, b]) => {
      if (!rowHolds(row, a, patient) || (row.unless && a.cues.has(row.unless))) return []
      const together = a.line === b.line && a.group === b.group
      if (row.under === undefined && !together) return []
      if (row.sameLine && !a.mixed && !b.mixed) return []
      return [{ kind: 'incompatibility', severity: row.severity, row, orders: [a, b] }]
    }),
  )

const SAME_DRUG = {
  id: 'duplicate-same-substance',
  zh: '同一药物的两种制剂',
  en: 'one drug in two products',
  source: 'leaflet',
  recalled: true as const,
}

/** One drug under two names, each with its own dose: `波立维 … 泰嘉 …`. */
export const sameDrugTwice: MedicationRule = ({ orders }) =>
  orders.flatMap((a, i): Hit[] => {
    const b = orders
      .slice(i + 1)
      .find(
        ({ id, name, doses, route, formulations }) =>
          id === a.id &&
          name !== a.name &&
          doses.length > 0 &&
          a.doses.length > 0 &&
          route === a.route &&
          !formulations.has('local'),
      )
    return b ? [{ kind: 'duplicate', severity: 'serious', row: SAME_DRUG, orders: [a, b] }] : []
  })

const MIXTURE = {
  ...SAME_DRUG,
  id: 'duplicate-in-mixture',
  zh: '复方制剂含同一成分',
  en: 'a mixture holds the same drug',
}

/** A drug and a mixture that holds it, or two mixtures with one part. */
export const sameInMixture: MedicationRule = ({ orders, tables: { drugs } }) =>
  orders.flatMap((a, i): Hit[] => {
    const b = orders.slice(i + 1).find(({ id }) => id !== a.id && areOne(drugs, a.id, id))
    if (!b) return []
    const severity = a.route === 'inhaled' || b.route === 'inhaled' ? 'caution' : 'serious'
    return [{ kind: 'duplicate', severity, row: MIXTURE, orders: [a, b] }]
  })

/** Two drugs of one class, or one drug in two products. */
export const duplicates: MedicationRule = ({ orders, patient, tables: { rows, drugs } }) =>
  rows.duplicates.flatMap((row): Hit[] => {
    const members = orders.filter(
      (order) => drugs.has(row.members, order.id) && rowHolds(row, order, patient),
    )
    for (const [i, a] of members.entries()) {
      const b = members.slice(i + 1).find(({ id }) => {
        if (id === a.id || isExcepted(row, drugs, [a.id, id])) {
          return false
        }
        return row.byPart === true || !areOne(drugs, a.id, id)
      })
      if (b) return [{ kind: 'duplicate', severity: row.severity, row, orders: [a, b] }]
    }
    return []
  })
