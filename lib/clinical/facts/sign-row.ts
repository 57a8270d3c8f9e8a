import { VITAL_ROWS } from '@/lib/clinical/facts/labels'
import type { Measurement } from '@/lib/clinical/facts/measurement'

/** What stands in front of a row of signs without names: a line, a heading, the end of a sentence. */
const OPENS =
  /(?:^|\n|[.;。；:：>] ?|(?:生命体征|体征|查体|测得?) ?|\b(?:o\/e|exam|examination|obs|vitals|vs|v\/s|signs|today|now)[ :]{0,2})$/
/** What parts the signs of such a row. */
const PARTS = /^(?: ?[,;/·|-] ?| {1,3})/
const PRESSURE = /^(\d{2,3})\/(\d{2,3})(?![\d/.])(?: ?mmhg)?/
const HEAT = /^(\d{2,3}\.\d)(?![\d.])(?: ?[°º]? ?([cf])(?![a-z])| ?([℃℉]))?/
const SHARE = /^(\d{2,3}) ?%/
const RATE =
  /^(\d{1,3})(?: ?(?:次(?:\/分)?|bpm\b|\/min\b))(?![a-z])|^(\d{1,3})(?![\d.%/:a-z])(?! ?(?:d|days?|h|hrs?|hours?|wks?|weeks?|m|f|yo|y\/o|yrs?|kg|cm|m?g|ml|l|units?|[天日周月岁])(?![a-z]))/

type Sign = 'temperature' | 'heart_rate' | 'respiratory_rate' | 'spo2'
interface Row {
  found: Measurement[]
  told: Set<string>
}
interface Match {
  length: number
  sign: Sign
  value: number
  unit: string | null
}

const between = (value: number, low: number, high: number): boolean => value >= low && value <= high

/** The sign that a number can only be: a heat by its decimal, a share by its mark, the first rate that of the heart. */
function signAt(here: string, told: ReadonlySet<string>): Match | null {
  const heat = HEAT.exec(here)
  if (heat) {
    const value = Number(heat[1])
    const unit = heat[2] === 'f' || heat[3] === '℉' || value > 80 ? '℉' : '℃'
    const fits = unit === '℉' ? between(value, 93, 108) : between(value, 34, 43)
    return fits && !told.has('temperature')
      ? { length: heat[0].length, sign: 'temperature', value, unit }
      : null
  }
  const share = SHARE.exec(here)
  if (share) {
    const value = Number(share[1])
    return between(value, 50, 100) && !told.has('spo2')
      ? { length: share[0].length, sign: 'spo2', value, unit: '%' }
      : null
  }
  const rate = RATE.exec(here)
  const value = Number(rate?.[1] ?? rate?.[2])
  if (!rate) return null
  const sign = told.has('heart_rate') ? 'respiratory_rate' : 'heart_rate'
  const fits = sign === 'heart_rate' ? between(value, 30, 230) : between(value, 6, 70)
  return fits && !told.has(sign) ? { length: rate[0].length, sign, value, unit: null } : null
}

/** Reads the sign that stands at a place of a row; how long it is, or null where none does. */
function readSign(text: string, at: number, { found, told }: Row): number | null {
  const here = text.slice(at, at + 16)
  const pressure = PRESSURE.exec(here)
  if (pressure) {
    const [systolic, diastolic] = [Number(pressure[1]), Number(pressure[2])]
    if (told.has('pressure') || !between(systolic, 50, 280) || !between(diastolic, 20, systolic - 8)) {
      return null
    }
    told.add('pressure')
    const to = at + pressure[0].length
    found.push({ kind: 'pressure', from: at, to, systolic, diastolic, unit: null })
    return pressure[0].length
  }
  const match = signAt(here, told)
  const row = match && VITAL_ROWS.get(match.sign)
  if (!match || !row) return null
  told.add(match.sign)
  const { value, unit } = match
  const to = at + match.length
  found.push({
    kind: 'vital',
    row,
    values: [{ value, unit, decimal: !Number.isInteger(value), from: at, to }],
  })
  return match.length
}

/**
 * A row of signs without names, as wards jot them down: `36.8, 82, 118/64, 16, 97%`, `98.9-76-14 122/70`. A pressure has to
 * be among them, and three signs in all. Null where none begins at `at`.
 */
export function signRowAt(text: string, at: number): { found: Measurement[]; to: number } | null {
  if (!OPENS.test(text.slice(Math.max(0, at - 16), at))) return null
  const row: Row = { found: [], told: new Set() }
  let to = at
  for (let next = at; ;) {
    const length = readSign(text, next, row)
    if (length === null) break
    to = next + length
    const gap = PARTS.exec(text.slice(to, to + 4))
    if (!gap) break
    next = to + gap[0].length
  }
  return row.told.has('pressure') && row.told.size >= 3 ? { found: row.found, to } : null
}
