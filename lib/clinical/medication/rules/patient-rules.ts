import type { Order } from '@/lib/clinical/medication/read-orders'
import { dailyDose, dayStands, ordersOf } from '@/lib/clinical/medication/rules/row-holds'
import type { RowOf } from '@/lib/clinical/medication/table-schema'
import type { Patient } from '@/lib/clinical/medication/patient'
import type { Hit, MedicationRule } from '@/lib/clinical/medication/warning'

/** The row with the lowest limit that the patient is under, for each order: the others are for lighter disease. */
export const renal: MedicationRule = (checked) => {
  const { patient, tables } = checked
  const { clearance } = patient
  if (clearance === undefined) return []
  const strictest = new Map<Order, RowOf<'kidney'>>()
  for (const row of tables.rows.kidney.filter(({ below }) => clearance < below)) {
    for (const order of ordersOf(row, checked)) {
      const before = strictest.get(order)
      if (!before || row.below < before.below) strictest.set(order, row)
    }
  }
  const shown = `${Math.round(clearance)} mL/min`
  return [...strictest].flatMap(([order, row]): Hit[] => {
    const hit = { kind: 'renal' as const, row, orders: [order], because: { zh: shown, en: shown } }
    if (!row.maxDaily) return [{ ...hit, severity: row.severity }]
    const stands = dayStands(order, [row.maxDaily, row.maxDailyFlat], patient)
    if (stands === 'within') return []
    return [{ ...hit, severity: stands === 'over' ? row.severity : 'caution' }]
  })
}

const CLASSES = { A: 1, B: 2, C: 3 } as const

function liverHolds({ childPugh, state }: RowOf<'liver'>, patient: Patient): boolean {
  if (childPugh) return patient.childPugh !== undefined && CLASSES[patient.childPugh] >= CLASSES[childPugh]
  if (state === 'active') return patient.liverActive
  if (state === 'encephalopathy') return patient.conditions.has('encephalopathy')
  return patient.conditions.has('liver_decompensated') && patient.conditions.has('cirrhosis')
}

/** Drugs that a diseased liver does not bear. */
export const hepatic: MedicationRule = (checked) =>
  checked.tables.rows.liver
    .filter((row) => liverHolds(row, checked.patient))
    .flatMap((row) =>
      ordersOf(row, checked).flatMap((order): Hit[] =>
        row.maxDaily && dayStands(order, [row.maxDaily], checked.patient) === 'within'
          ? []
          : [{ kind: 'hepatic', severity: row.severity, row, orders: [order] }],
      ),
    )

/** Silent up to the dose of a row that is about high doses; an unknown dose is a caution. */
function byDose(
  row: RowOf<'pregnancy' | 'lactation' | 'age'>,
  order: Order,
  patient: Patient,
): Hit['severity'] | null {
  if (row.maxDaily && dayStands(order, [row.maxDaily], patient) === 'within') return null
  if (!row.aboveDaily) return row.severity
  const dose = dailyDose(order, row.aboveDaily, patient)
  const single = order.doses.find(({ unit }) => unit === row.aboveDaily?.unit)?.value
  const known = dose ?? single
  if (known === undefined) return 'caution'
  return known > row.aboveDaily.value ? row.severity : null
}

/** Drugs that harm an unborn child, in the weeks that the row names; unknown weeks count as any. */
export const pregnancy: MedicationRule = (checked) => {
  const { patient, tables } = checked
  if (!patient.pregnant) return []
  const weeks = patient.pregnancyWeeks
  return tables.rows.pregnancy.flatMap((row) => {
    if (weeks !== undefined && (weeks < (row.fromWeek ?? 0) || weeks >= (row.toWeek ?? 99))) return []
    return ordersOf(row, checked).flatMap((order): Hit[] => {
      const severity = byDose(row, order, patient)
      return severity ? [{ kind: 'pregnancy', severity, row, orders: [order] }] : []
    })
  })
}

/** Drugs that reach a child by its mother's milk. */
export const lactation: MedicationRule = (checked) =>
  checked.patient.lactating
    ? checked.tables.rows.lactation.flatMap((row) =>
        ordersOf(row, checked).flatMap((order): Hit[] => {
          const severity = byDose(row, order, checked.patient)
          return severity ? [{ kind: 'lactation', severity, row, orders: [order] }] : []
        }),
      )
    : []

/** Drugs that are too strong for a child's or an old patient's body. */
export const age: MedicationRule = (checked) =>
  checked.tables.rows.age.flatMap((row) =>
    ordersOf(row, checked).flatMap((order): Hit[] => {
      const severity = byDose(row, order, checked.patient)
      return severity ? [{ kind: 'age', severity, row, orders: [order] }] : []
    }),
  )

const PLATELETS_LOW = 50

/** Drugs that a disease of the patient forbids. */
export const disease: MedicationRule = (checked) => {
  const { patient, tables } = checked
  return tables.rows.disease.flatMap((row) => {
    const condition = row.conditions.find((id) => patient.conditions.has(id))
    if (condition === undefined || row.needs?.some((id) => !patient.conditions.has(id))) return []
    if (row.needsLab && !((patient.platelets ?? Infinity) < PLATELETS_LOW)) return []
    const name = tables.rows.conditions.find(({ id }) => id === condition)
    return ordersOf(row, checked).map((order): Hit => ({
      kind: 'disease',
      severity: row.severity,
      row,
      orders: [order],
      ...(name ? { because: { zh: name.zh, en: name.en } } : {}),
    }))
  })
}

/** A way of giving that harms or kills. */
export const route: MedicationRule = (checked) =>
  checked.tables.rows.routes.flatMap((row) =>
    ordersOf({ ...row, anyRoute: true }, checked).map((order): Hit => ({
      kind: 'route',
      severity: row.severity,
      row,
      orders: [order],
    })),
  )

/** A drug of the group that the patient is allergic to, the substance itself, or one that cross-reacts. */
export const allergy: MedicationRule = ({ patient, orders, tables: { drugs } }) =>
  patient.allergies.flatMap(({ group, substances, severe }) =>
    orders.flatMap((order): Hit[] => {
      const parts = [order.id, ...(drugs.substance(order.id)?.parts ?? [])]
      const own = parts.some((id) => substances.includes(id)) || (group && drugs.has(group.own, order.id))
      const row = group ?? {
        id: 'allergy-substance',
        zh: '同一药物',
        en: 'the same drug',
        source: 'allergy',
        recalled: true as const,
      }
      if (own) return [{ kind: 'allergy', severity: 'contraindicated', row, orders: [order] }]
      const cross = group?.cross?.find((one) => drugs.has(one.drugs, order.id))
      if (!cross) return []
      const severity = severe && cross.severity === 'caution' ? 'serious' : cross.severity
      return [{ kind: 'allergy', severity, row, orders: [order] }]
    }),
  )
