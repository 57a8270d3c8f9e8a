import { ANALYTES } from '@/lib/clinical/facts/analytes'
import type { Measurement, MeasuredValue } from '@/lib/clinical/facts/measurement'

/** 7.33/43/82/22, 7.21 / 9.1 / 8.0 / 27 / -3: pH, both tensions and bicarbonate as blood gases are written. */
const GAS =
  /^([67]\.\d{1,3}) ?\/ ?(\d{1,3}(?:\.\d)?) ?\/ ?(\d{1,3}(?:\.\d)?) ?\/ ?(\d{1,2}(?:\.\d)?)(?![\d.])(?: ?\/ ?(-\d{1,2}(?:\.\d)?)(?![\d.]))?/
/** ABG 7.29/52, gas 7.38 / 5.2 / 11.4: what the word of the gas heads may be fewer than four. */
const SHORT_GAS =
  /^([67]\.\d{1,3})(?![\d.])(?: ?\/ ?(\d{1,3}(?:\.\d)?)(?![\d.]))?(?: ?\/ ?(\d{1,3}(?:\.\d)?)(?![\d./]))?/
const GAS_HEAD =
  /(?:\b[acv]?bg|\b(?:cap(?:illary)?|arterial|venous|blood) gas(?:es)?|\bgas(?:es)?|血气(?:分析)?)(?: (?:on|at|in|today|now|repeat|rpt|ra|air|[\d:]{2,5}))?[^\d\n.;。；，,]{0,12}$/
const ORDER = ['ph', 'paco2', 'pao2', 'bicarbonate', 'base_excess'] as const
/** The oxygen of a venous gas is none of the lungs. */
const VENOUS = /(?:\bvbg\b|venous|\bcbg\b|capillary|静脉血气|毛细血管)[^\n。;；]{0,40}$/
/** Above it a tension of carbon dioxide is written in mmHg. */
const KPA_MAX = 15

/** 7.24/58/26: the third of three is bicarbonate where it is as low as no oxygen in mmHg is. */
const isBicarbonate = (match: RegExpExecArray): boolean =>
  match[4] === undefined && Number(match[2]) > KPA_MAX && Number(match[3]) < 40

/** The values of a blood gas that stand without their names, and where they end; null where none begins at `at`. */
export function bareGasAt(text: string, at: number): { found: Measurement[]; to: number } | null {
  const whole = GAS.exec(text.slice(at, at + 40))
  const headed = !whole && GAS_HEAD.test(text.slice(Math.max(0, at - 40), at))
  const match = whole ?? (headed ? SHORT_GAS.exec(text.slice(at, at + 28)) : null)
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
    if (id === 'pao2' && (venous || isBicarbonate(match))) return []
    return [{ kind: 'lab', analyte, specimen: null, values: [value] }]
  })
  return { found, to: at + match[0].length }
}
