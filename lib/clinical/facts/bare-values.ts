import { bareGasAt } from '@/lib/clinical/facts/bare-gas'
import { bareTemperatureAt } from '@/lib/clinical/facts/bare-temperature'
import { VITAL_ROWS } from '@/lib/clinical/facts/labels'
import { isDigit } from '@/lib/clinical/facts/match-label'
import type { Measurement, MeasuredValue } from '@/lib/clinical/facts/measurement'
import { pressureRow } from '@/lib/clinical/facts/pressures'
import { quantityAt } from '@/lib/clinical/facts/read-quantity'

interface Place {
  at: number
  /** The measurement in front, and where it ended. */
  last: Measurement | undefined
  lastEnd: number
  opens: (at: number) => boolean
  series: (first: MeasuredValue) => MeasuredValue[]
}

/** 158/90mmHg 80次/分: the rate behind a pressure is that of the heart. */
function rateAt(
  text: string,
  { at, last, lastEnd, opens }: Place,
): { found: Measurement[]; to: number } | null {
  const row = VITAL_ROWS.get('heart_rate')
  if (!row || last?.kind !== 'pressure' || !/^[ ,，;；、]{1,3}$/.test(text.slice(lastEnd, at))) return null
  const found = quantityAt(text, at, { opens })
  if (found?.unit !== '/min' || found.value < 20 || found.value > 250) return null
  return { found: [{ kind: 'vital', row, values: [{ ...found, from: at }] }], to: found.to }
}

function temperatureAt(
  text: string,
  { at, opens, series }: Place,
): { found: Measurement[]; to: number } | null {
  const bare = bareTemperatureAt(text, at, opens)
  if (!bare) return null
  const values = series({ ...bare.value, from: at })
  return {
    found: [{ kind: 'vital', row: bare.row, values }],
    to: values.reduce((end, one) => Math.max(end, one.to), 0),
  }
}

/** What stands at a digit without its name and is known by its form or unit: a gas, a pressure, a heart rate, a temperature. */
export function bareValuesAt(text: string, place: Place): { found: Measurement[]; to: number } | null {
  const { at, opens } = place
  if (!isDigit(text[at]) || isDigit(text[at - 1]) || text[at - 1] === '.') return null
  return (
    bareGasAt(text, at) ??
    pressureRow(text, { from: at, at, named: false, opens }) ??
    rateAt(text, place) ??
    temperatureAt(text, place)
  )
}
