import { bareGasAt } from '@/lib/clinical/facts/bare-gas'
import { bareTemperatureAt } from '@/lib/clinical/facts/bare-temperature'
import { VITAL_ROWS } from '@/lib/clinical/facts/labels'
import { isDigit } from '@/lib/clinical/facts/match-label'
import type { Measurement, MeasuredValue } from '@/lib/clinical/facts/measurement'
import { pressureRow } from '@/lib/clinical/facts/pressures'
import { signRowAt } from '@/lib/clinical/facts/sign-row'
import { quantityAt } from '@/lib/clinical/facts/read-quantity'

interface Place {
  at: number
  /** The measurement in front, and where it ended. */
  last: Measurement | undefined
  lastEnd: number
  opens: (at: number) => boolean
  series: (first: MeasuredValue) => MeasuredValue[]
}

/** Vitals 128/76, 72: what a heading of the signs alone names. */
const HEAD =
  /(?:^|\n|[.;。；] ?)(?:(?:o|obj(?:ective)?)[ :.]{1,3})?(?:vitals?(?: signs)?|vs|v\/s|obs(?:ervations)?|obj(?:ective)?|o|o\/e|生命体征)[ :.：]{1,3}(?:are |were |is |stable )?$/
/** Behind it stands the next sign, and no word of how it was taken. */
const IN_A_ROW = /^\d{2,3}\/\d{2,3} ?(?:[,;\n]|\.(?!\d)|$|(?:hr|p|pulse|t|temp|rr|sats?)\b)/
/** Sitting 128/76, standing 104/60, 自测150/90: the posture, the side or who took it stands for the name. */
const POSTURE =
  /(?:\b(?:sitting|seated|lying|standing|supine|erect|upright|semi-?recumbent|recumbent|(?:left|right) arm|[lr] arm)(?: bp| pressure)?|[坐立卧站]位|平卧|站立|自测|家测|量得|测得)(?:血压)?(?: was| is| at|为|是)?[:： ]{0,2}$/
/** What stands behind a pressure in a row of signs: 126/80  HR 64, 118/72, 95% RA. */
const SIGN_BEHIND =
  /^\d{2,3}\/\d{2,3}(?: ?mmhg)?(?:[,;] ?| {1,3})(?:(?:hr|p|pulse|rr|r|t|temp|sats?|spo2|o2|sao2)[ :=]{0,3}\d|\d{2,3} ?%)/
/** 148/90、152/94, then the next pressure of a row that was told at home. */
const isPressure = (text: string, at: number): boolean => {
  const [systolic = 0, diastolic = 0] = text
    .slice(at, at + 7)
    .split(/[/\D]/)
    .map(Number)
  return systolic >= 60 && systolic <= 280 && diastolic >= 20 && systolic > diastolic + 8
}
/** Whether a pressure without name and unit stands in a row of signs or behind the posture in which it was taken. */
function isTold(text: string, { at, last, lastEnd }: Place): boolean {
  if (!/^\d{2,3}\/\d{2,3}(?![\d/])/.test(text.slice(at, at + 8)) || !isPressure(text, at)) return false
  if (POSTURE.test(text.slice(Math.max(0, at - 24), at))) return true
  const gap = text.slice(lastEnd, at)
  const beside = last !== undefined && at - lastEnd <= 3 && /^(?:[,;、] ?| {1,3})$/.test(gap)
  if (beside && last.kind === 'pressure') return /、/.test(gap)
  return SIGN_BEHIND.test(text.slice(at, at + 24)) && !/[\d/]$/.test(text.slice(Math.max(0, at - 1), at))
}
const headed = (text: string, at: number): boolean =>
  IN_A_ROW.test(text.slice(at, at + 16)) && HEAD.test(text.slice(Math.max(0, at - 32), at))
const RATE_ENDS = /^ ?(?:,|\.(?!\d)|;|\n|$|reg|irreg)/

/** 93% 3L, 96% on RA: a share that is told with what is breathed. */
const BREATHED =
  /^(\d{2,3}) ?% ?(?:,? ?(?:on |in |@ ?)?(?:(?:after|on|with|during) (?:a )?(?:\d{1,3} ?-?(?:min|m|metres?|steps)\w*,? )?(?:walk|exert|exercis|stairs|ambulat|effort)|ra\b|r\/a|room air|air\b|o2\b|\d{1,2}(?:\.\d)? ?l(?:pm|\/min|itres?)?\b|nrb|nc\b|hfnc|cpap|空气|吸氧|未吸氧))/
function saturationAt(text: string, at: number): { found: Measurement[]; to: number } | null {
  const row = VITAL_ROWS.get('spo2')
  const share = BREATHED.exec(text.slice(at, at + 24))
  const value = Number(share?.[1])
  if (!row || !share || value < 60 || value > 100) return null
  const to = at + (share[0].indexOf('%') + 1)
  return { found: [{ kind: 'vital', row, values: [{ value, decimal: false, unit: '%', from: at, to }] }], to }
}

/** AF at 156 bpm, 窦性心律 86次/分: the rate of a rhythm. */
const RHYTHM =
  /(?:\b(?:a\.?f\.?|a-?fib|fibrillation|svt|vt|flutter|sinus(?: rhythm| tachy\w*| brady\w*)?|tachycardi[ac]\w*|bradycardi[ac]\w*|rhythm|paced|nsr|ecg|ekg)|房颤|心房颤动|窦性心律|窦性心动过[速缓]|心动过[速缓]|室上速|室性心动过速|房扑|起搏心律|心律(?:不?齐)?)(?: (?:at|of|with|rate|a))*[,，:： ]{0,2}$/
function rhythmRateAt(text: string, { at, opens }: Place): { found: Measurement[]; to: number } | null {
  const row = VITAL_ROWS.get('heart_rate')
  if (!row || !/^\d{2,3} ?(?:bpm|beats|次|\/ ?min)/.test(text.slice(at, at + 9))) return null
  if (!RHYTHM.test(text.slice(Math.max(0, at - 36), at))) return null
  const found = quantityAt(text, at, { opens })
  if (found?.unit !== '/min' || found.value < 20 || found.value > 300) return null
  return { found: [{ kind: 'vital', row, values: [{ ...found, from: at }] }], to: found.to }
}

/** BP 118/70, rate 64: between a pressure and the rate of the heart. */
const BEHIND_PRESSURE = /^[ ,，;；、]{1,3}(?:(?:ventricular |heart )?rate(?: of| is| was)? )?$/
/** 158/90mmHg 80次/分: the rate behind a pressure is that of the heart. */
function rateAt(
  text: string,
  { at, last, lastEnd, opens }: Place,
): { found: Measurement[]; to: number } | null {
  const row = VITAL_ROWS.get('heart_rate')
  if (!row || last?.kind !== 'pressure' || !BEHIND_PRESSURE.test(text.slice(lastEnd, at))) return null
  const found = quantityAt(text, at, { opens })
  const plain =
    last.unit === null &&
    found?.unit === null &&
    (text[lastEnd] === ',' || /rate/.test(text.slice(lastEnd, at))) &&
    RATE_ENDS.test(text.slice(found.to, found.to + 7))
  if (!found || (found.unit !== '/min' && !plain) || found.value < 30 || found.value > 250) return null
  return { found: [{ kind: 'vital', row, values: [{ ...found, from: at }] }], to: found.to }
}

/** 128/76, 72, 98.2F: the heat behind a rate of a row without names. */
function inRow(text: string, { at, last, lastEnd, opens }: Place) {
  const row = VITAL_ROWS.get('temperature')
  const behindRate = last?.kind === 'vital' && /^, ?$/.test(text.slice(lastEnd, at))
  const value = row && behindRate ? quantityAt(text, at, { opens }) : null
  const fits = value?.unit === '℉' ? value.value > 93 && value.value < 109 : value?.unit === '℃'
  return row && value && fits ? { row, value } : null
}

function temperatureAt(text: string, place: Place): { found: Measurement[]; to: number } | null {
  const { at, opens, series } = place
  const bare = bareTemperatureAt(text, at, opens) ?? inRow(text, place)
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
    signRowAt(text, at) ??
    pressureRow(text, { from: at, at, named: headed(text, at) || isTold(text, place), opens }) ??
    saturationAt(text, at) ??
    rateAt(text, place) ??
    rhythmRateAt(text, place) ??
    temperatureAt(text, place)
  )
}
