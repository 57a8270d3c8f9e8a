import { bandOf } from './definition'
import { optional, number, type Results, type Values } from './values'

const TERM_DAYS = 280
/** A pregnancy is not longer, and a scan that says so was typed wrongly. */
const LONGEST_DAYS = 44 * 7

/** ACOG Committee Opinion 700 (2017), table 1: days of difference above which the scan dates, by gestation by LMP. */
const REDATING: readonly { upTo?: number; days: number }[] = [
  { upTo: 8 * 7 + 6, days: 5 },
  { upTo: 15 * 7 + 6, days: 7 },
  { upTo: 21 * 7 + 6, days: 10 },
  { upTo: 27 * 7 + 6, days: 14 },
  { days: 21 },
]

/** The due day by a scan that found so many weeks and days; null where the scan is not given whole. */
function byScan(values: Values): number | null {
  const scan = optional(values, 'scan')
  const weeks = optional(values, 'weeks')
  return scan === null || weeks === null
    ? null
    : scan + TERM_DAYS - (7 * weeks + (optional(values, 'days') ?? 0))
}

function chosen(values: Values, lmp: number | null, scan: number | null): number | null {
  const scanned = optional(values, 'scan')
  if (lmp === null || scan === null || scanned === null) return lmp ?? scan
  const gestation = scanned - (lmp - TERM_DAYS)
  const limit = bandOf(REDATING, gestation)?.days ?? Infinity
  return Math.abs(lmp - scan) > limit ? scan : lmp
}

/** The estimated day of delivery and the gestation on a day. Days are numbers since 1970-01-01, gestation is in days. */
export function deliveryDate(values: Values): Results {
  const period = optional(values, 'lmp')
  const lmp = period === null ? null : period + TERM_DAYS
  const scan = byScan(values)
  const edd = chosen(values, lmp, scan)
  const gestation = edd === null ? null : number(values, 'on') - (edd - TERM_DAYS)
  const holds = gestation !== null && gestation >= 0 && gestation <= LONGEST_DAYS
  return holds ? { edd, gestation, lmp, scan } : { edd: null, gestation: null, lmp: null, scan: null }
}
