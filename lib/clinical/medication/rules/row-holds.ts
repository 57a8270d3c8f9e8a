import { isYounger, type Patient } from '@/lib/clinical/medication/patient'
import type { Order } from '@/lib/clinical/medication/read-orders'
import type { Amount, DrugRoute, Formulation, OrderCue } from '@/lib/clinical/medication/table-schema'
import type { CheckedOrders } from '@/lib/clinical/medication/warning'

const LOCAL: ReadonlySet<DrugRoute | undefined> = new Set([
  'inhaled',
  'ophthalmic',
  'topical',
  'nasal',
  'vaginal',
])

interface When {
  drugs?: readonly string[]
  except?: readonly string[] | undefined
  anyRoute?: boolean | undefined
  routes?: readonly string[] | undefined
  notRoutes?: readonly string[] | undefined
  under?: number | undefined
  over?: number | undefined
  unlessText?: OrderCue | undefined
  ifText?: OrderCue | undefined
  unlessCondition?: readonly string[] | undefined
  notIf?: readonly string[] | undefined
  ifCondition?: readonly string[] | undefined
  formulation?: Formulation | undefined
}

function routeHolds({ routes, notRoutes, anyRoute }: When, { route }: Order): boolean {
  if (notRoutes?.includes(route ?? 'unknown')) return false
  if (routes) {
    return routes.includes(route ?? 'unknown') || (route === 'push' && routes.includes('intravenous'))
  }
  return anyRoute === true || !LOCAL.has(route)
}

function patientHolds({ under, over, unlessCondition, notIf, ifCondition }: When, patient: Patient): boolean {
  if (under !== undefined && !isYounger(patient, under)) return false
  if (over !== undefined && !(patient.ageYears !== undefined && patient.ageYears >= over)) return false
  if (ifCondition && !ifCondition.some((id) => patient.conditions.has(id))) return false
  return ![...(unlessCondition ?? []), ...(notIf ?? [])].some((id) => patient.conditions.has(id))
}

/** Whether everything beside its drugs that a row asks for is so. */
export function rowHolds(row: When, order: Order, patient: Patient): boolean {
  if (row.unlessText && order.cues.has(row.unlessText)) return false
  if (row.ifText && !order.cues.has(row.ifText)) return false
  if (row.formulation && !order.formulations.has(row.formulation)) return false
  if (row.except?.includes(order.id)) return false
  return routeHolds(row, order) && patientHolds(row, patient)
}

/** The orders that a row with `drugs` means. */
export function ordersOf(
  row: When & { drugs: readonly string[] },
  { orders, patient, tables }: CheckedOrders,
): Order[] {
  return orders.filter((order) => tables.drugs.has(row.drugs, order.id) && rowHolds(row, order, patient))
}

/** The dose of a day in the unit of `amount`, per kilogram where that is; undefined where it is not known. */
export function dailyDose(
  { doses, timesADay }: Order,
  amount: Amount,
  { kilograms }: Patient,
): number | undefined {
  const dose = doses.findLast(({ loading, unit }) => !loading && unit === amount.unit)
  if (!dose) return undefined
  const perDay = dose.perDay ? 1 : timesADay
  if (perDay === undefined) return undefined
  const total = dose.value * perDay
  if (dose.perKilogram === (amount.perKilogram === true)) return total
  if (kilograms === undefined) return undefined
  return dose.perKilogram ? total * kilograms : total / kilograms
}

/** A tenth more is rounding. */
const ROUNDING = 1.1

/** How an ordered day's dose stands to what a row allows: `known` and within it, over it, or not known. */
export function dayStands(
  order: Order,
  limits: readonly (Amount | undefined)[],
  patient: Patient,
): 'within' | 'over' | 'unknown' {
  const known = limits.flatMap((limit) => {
    const dose = limit && dailyDose(order, limit, patient)
    return limit && dose !== undefined ? [dose <= limit.value * ROUNDING] : []
  })
  if (known.length === 0) return 'unknown'
  return known.some(Boolean) ? 'within' : 'over'
}
