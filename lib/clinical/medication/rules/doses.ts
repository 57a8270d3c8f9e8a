import { isAdult, type Patient } from '@/lib/clinical/medication/patient'
import type { Order } from '@/lib/clinical/medication/read-orders'
import type { RowOf } from '@/lib/clinical/medication/table-schema'
import type { CheckedOrders, Hit, MedicationRule } from '@/lib/clinical/medication/warning'

type DoseRow = RowOf<'limits'>
const FROM_YEARS: Partial<Record<DoseRow['population'], number>> = { from60: 60, from65: 65, from75: 75 }
const PARENTERAL: ReadonlySet<string> = new Set(['intravenous', 'push', 'intramuscular', 'subcutaneous'])
const LOCAL: ReadonlySet<string> = new Set(['topical', 'ophthalmic', 'nasal', 'inhaled', 'vaginal'])

function populationHolds({ population }: DoseRow, patient: Patient): boolean {
  const from = FROM_YEARS[population]
  if (from !== undefined) return patient.ageYears !== undefined && patient.ageYears >= from
  return population === 'any' || (population === 'adult') === isAdult(patient)
}

function routeHolds({ route }: DoseRow, order: Order): boolean {
  const said = order.route ?? 'oral'
  if (LOCAL.has(said) || said === 'intrathecal') return false
  if (route === 'any') return said !== 'transdermal'
  if (route === 'parenteral') return PARENTERAL.has(said)
  if (route === 'intravenous') return said === 'intravenous' || said === 'push'
  return route === said || (route === 'oral' && (said === 'crushed' || said === 'sublingual'))
}

/** A fifth more per kilogram is the rounding of a weight and of a bottle. */
const ROUNDING = 1.2

type Limit = NonNullable<DoseRow['single']>

/** Whether an amount is over a limit; false where one is per kilogram and the weight is not known. */
function isOver(
  { amount, perKilogram }: { amount: number; perKilogram: boolean },
  limit: Limit,
  { kilograms }: Patient,
): boolean {
  if (perKilogram === (limit.perKilogram === true)) {
    return amount > limit.value * (limit.perKilogram ? ROUNDING : 1.001)
  }
  if (kilograms === undefined) return false
  return perKilogram
    ? amount * kilograms > limit.value * ROUNDING
    : amount / kilograms > limit.value * ROUNDING
}

const WEEKLY_AT_MOST = 0.3

function overOf(row: DoseRow, order: Order, patient: Patient): 'weekly' | 'single' | 'daily' | null {
  const doses = order.doses.filter(({ unit }) => unit === row.unit)
  const maintenance = doses.findLast(({ loading }) => !loading)
  if (row.only === 'weekly' && (order.timesADay ?? 0) > WEEKLY_AT_MOST && doses.length > 0) return 'weekly'
  if (row.only === 'conventional' && order.cues.has('liposomal')) return null
  const { single, daily } = row
  if (
    single &&
    doses.some((dose) => !dose.perDay && isOver({ amount: dose.value, ...dose }, single, patient))
  ) {
    return 'single'
  }
  if (!daily || !maintenance) return null
  const perDay = maintenance.perDay ? 1 : order.timesADay
  if (perDay === undefined) return null
  return isOver({ ...maintenance, amount: maintenance.value * perDay }, daily, patient) ? 'daily' : null
}

const figure = (limit: Limit | undefined, unit: string) =>
  limit
    ? `${limit.value.toLocaleString('en', { useGrouping: false })} ${unit}${limit.perKilogram ? '/kg' : ''}`
    : '—'

/** Whether the same drugs have limits of their own by injection. */
const byVein = (row: DoseRow, limits: readonly DoseRow[]) =>
  limits.some(
    ({ drugs, route }) => drugs[0] === row.drugs[0] && (route === 'parenteral' || route === 'intravenous'),
  )

const TEXT = {
  weekly: { zh: '每周一次，不是每日', en: 'once a week, not daily' },
  single: { zh: '超过单次最大剂量', en: 'over the largest single dose' },
  daily: { zh: '超过每日最大剂量', en: 'over the largest dose of a day' },
}

/** Doses over the largest single dose or the largest of a day, and daily orders of weekly drugs. */
export const doses: MedicationRule = ({ orders, patient, tables }: CheckedOrders) =>
  tables.rows.limits
    .filter((row) => populationHolds(row, patient))
    .flatMap((row) => {
      const meant = tables.drugs.of(row.drugs)
      return orders.flatMap((order): Hit[] => {
        if (!meant.has(order.id) || !routeHolds(row, order)) return []
        // A route that nobody says is not taken for the one with the lower limit.
        if (row.route === 'oral' && order.route === undefined && byVein(row, tables.rows.limits)) return []
        const over = overOf(row, order, patient)
        if (!over) return []
        const limit = figure(over === 'daily' ? row.daily : row.single, row.unit)
        const because = over === 'weekly' ? {} : { because: { zh: `≤ ${limit}`, en: `≤ ${limit}` } }
        const severity = over === 'weekly' ? 'contraindicated' : row.severity
        return [{ kind: 'dose', severity, row: { ...row, ...TEXT[over] }, orders: [order], ...because }]
      })
    })
