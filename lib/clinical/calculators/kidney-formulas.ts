import { decimal } from './decimal'
import { number, type Points, type Results, type Values } from './values'

const CREATININE_MG = 88.4
/** 0.3 mg/dL and 4.0 mg/dL as the guideline gives them in μmol/L. */
const RISE = 26.5
const SEVERE = 353.6

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
