import { decimal } from './decimal'
import { number, type Points, type Results, type Values } from './values'

/** μmol/L of creatinine in one mg/dL. */
export const CREATININE_MG = 88.4
/** 0.3 mg/dL and 4.0 mg/dL as the guideline gives them in μmol/L. */
const RISE = 26.5
const SEVERE = 353.6

/** What both equations of adults take; creatinine in μmol/L. */
export interface AdultKidney {
  creatinine: number
  years: number
  female: boolean
}

/** CKD-EPI 2021 without race (Inker LA et al. N Engl J Med 385:1737), mL/min/1.73 m². */
export function ckdEpi2021({ creatinine, years, female }: AdultKidney): number {
  const ratio = creatinine / CREATININE_MG / (female ? 0.7 : 0.9)
  const alpha = female ? -0.241 : -0.302
  const base = 142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2
  return base * 0.9938 ** years * (female ? 1.012 : 1)
}

/** Cockcroft DW and Gault MH, Nephron 16:31 (1976), mL/min. */
export function cockcroftGault({ creatinine, years, female }: AdultKidney, kilograms: number): number {
  const male = ((140 - years) * kilograms) / (72 * (creatinine / CREATININE_MG))
  return male * (female ? 0.85 : 1)
}

/** Schwartz GJ et al. 2009, the bedside equation: 0.413 × height (cm) / creatinine (mg/dL). */
export function schwartz(values: Values): Results {
  return { egfr: (0.413 * number(values, 'height')) / (number(values, 'creatinine') / CREATININE_MG) }
}

/** KDIGO 2012, table 2: the higher stage of creatinine and urine counts; 4.0 mg/dL only where there is an acute rise. */
export function kdigoAki(values: Values, points: Points): Results {
  const creatinine = number(values, 'creatinine')
  const baseline = number(values, 'baseline')
  const ratio = decimal(creatinine / baseline)
  const rise = decimal(creatinine - baseline)
  const fast = values.within48h === true && rise >= RISE
  const acute = ratio >= 1.5 || fast
  const byRatio = ratio >= 3 ? 3 : ratio >= 2 ? 2 : acute ? 1 : 0
  const byCreatinine = acute && creatinine >= SEVERE ? 3 : byRatio
  return { stage: Math.max(byCreatinine, points.urine ?? 0, points.replacement ?? 0), ratio }
}
