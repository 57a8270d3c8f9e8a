import { ANALYTES } from '@/lib/clinical/facts/analytes'
import type { Measurement, MeasuredValue } from '@/lib/clinical/facts/measurement'

/** 7.33/43/82/22, 7.21 / 9.1 / 8.0 / 27 / -3: pH, both tensions and bicarbonate as blood gases are written. */
const GAS =
  /^([67]\.\d{1,3}) ?\/ ?(\d{1,3}(?:\.\d)?) ?\/ ?(\d{1,3}(?:\.\d)?) ?\/ ?(\d{1,2}(?:\.\d)?)(?![\d.])(?: ?\/ ?(-\d{1,2}(?:\.\d)?)(?![\d.]))?/
const ORDER = ['ph', 'paco2', 'pao2', 'bicarbonate', 'base_excess'] as const
/** The oxygen of a venous gas is none of the lungs. */
const VENOUS = /(?:\bvbg\b|venous|\bcbg\b|capillary|静脉血气|毛细血管)[^\n。;；]{0,40}$/
/** Above it a tension of carbon dioxide is written in mmHg. */
const KPA_MAX = 15

/** The values of a blood gas that stand without their names, and where they end; null where none begins at `at`. */
export function bareGasAt(text: string, at: number): { found: Measurement[]; to: number } | null {
  const match = GAS.exec(text.slice(at, at + 40))
  if (!match) return null
  const venous = VENOUS.test(text.slice(Math.max(0, at - 60), at))
  const tension = Number(match[2]) > KPA_MAX ? 'mmHg' : 'kPa'
  let from = at
  const found = ORDER.flatMap((id, i): Measurement[] => {
    const number = match[i + 1]
    const analyte = ANALYTES.find((one) => one.id === id)
    if (number === undefined || !analyte) return []
    from = text.indexOf(number, from)
    const to = from + number.length
    const unit = id === 'paco2' || id === 'pao2' ? tension : null
    const value: MeasuredValue = { value: Number(number), decimal: number.includes('.'), unit, from, to }
    from = to
    if (id === 'pao2' && venous) return []
    return [{ kind: 'lab', analyte, specimen: null, values: [value] }]
  })
  return { found, to: at + match[0].length }
}
