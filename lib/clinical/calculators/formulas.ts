import { decimal } from './decimal'
import { DRUG_FORMULAS } from './drug-formulas'
import { FLUID_FORMULAS } from './fluid-formulas'
import { ckdEpi2021, cockcroftGault, CREATININE_MG, kdigoAki, schwartz } from './kidney-formulas'
import { deliveryDate } from './pregnancy-formulas'
import { number, optional, type Formula, type Points, type Results, type Values } from './values'

const female = (values: Values): boolean => values.sex === 'female'
const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high)

const BILIRUBIN_MG = 17.1
const GLUCOSE_MG = 18

function meldInputs(values: Values, creatinineCap: number) {
  const creatinine =
    values.dialysis === true
      ? creatinineCap
      : clamp(number(values, 'creatinine') / CREATININE_MG, 1, creatinineCap)
  return {
    creatinine: Math.log(creatinine),
    bilirubin: Math.log(Math.max(number(values, 'bilirubin') / BILIRUBIN_MG, 1)),
    inr: Math.log(Math.max(number(values, 'inr'), 1)),
    sodiumDeficit: 137 - clamp(number(values, 'sodium'), 125, 137),
  }
}

/** OPTN policy 9 (2016): the sodium term applies above 11 only, the score ends at 40. */
function meldNa(values: Values): Results {
  const { creatinine, bilirubin, inr, sodiumDeficit } = meldInputs(values, 4)
  const tenth = Math.round((0.957 * creatinine + 0.378 * bilirubin + 1.12 * inr + 0.643) * 10) / 10
  const meld = Math.round(tenth * 10)
  const withSodium = meld > 11 ? meld + 1.32 * sodiumDeficit - 0.033 * meld * sodiumDeficit : meld
  return { score: clamp(Math.round(withSodium), 6, 40), meld: clamp(meld, 6, 40) }
}

/** Kim WR et al. 2021, equation of MELD 3.0. */
function meld3(values: Values): Results {
  const { creatinine, bilirubin, inr, sodiumDeficit } = meldInputs(values, 3)
  const deficit = 3.5 - clamp(number(values, 'albumin') / 10, 1.5, 3.5)
  const score =
    (female(values) ? 1.33 : 0) +
    4.56 * bilirubin +
    0.82 * sodiumDeficit -
    0.24 * sodiumDeficit * bilirubin +
    9.09 * inr +
    11.14 * creatinine +
    1.85 * deficit -
    1.83 * deficit * creatinine +
    6
  return { score: clamp(Math.round(score), 6, 40) }
}

const adultKidney = (values: Values) => ({
  creatinine: number(values, 'creatinine'),
  years: number(values, 'age'),
  female: female(values),
})

const stepsAbove = (value: number, limits: readonly number[]) =>
  limits.filter((limit) => value >= limit).length
const stepsBelow = (value: number, limits: readonly number[]) =>
  limits.filter((limit) => value < limit).length

/** Vincent JL et al. 1996. The limits of blood counts and chemistry are data, those of urine and oxygen stand here. */
function sofa(values: Values, points: Points): Results {
  const ratio = decimal(number(values, 'pao2') / (number(values, 'fio2') / 100))
  const unsupported = stepsBelow(ratio, [400, 300])
  const respiration = values.ventilated === true ? stepsBelow(ratio, [400, 300, 200, 100]) : unsupported
  const { platelets: coagulation = 0, bilirubin: liver = 0, gcs: brain = 0, circulation = 0 } = points
  const urine = optional(values, 'urine')
  const byUrine = urine === null ? 0 : urine < 200 ? 4 : urine < 500 ? 3 : 0
  const kidney = Math.max(points.creatinine ?? 0, byUrine)
  const score = respiration + coagulation + liver + circulation + brain + kidney
  return { score, respiration, coagulation, liver, circulation, brain, kidney }
}

function anionGap(values: Values): Results {
  const gap = number(values, 'sodium') - number(values, 'chloride') - number(values, 'bicarbonate')
  const albumin = optional(values, 'albumin')
  return { gap, corrected: albumin === null ? null : gap + 0.25 * (40 - albumin) }
}

function correctedSodium(values: Values): Results {
  const excess = (number(values, 'glucose') * GLUCOSE_MG - 100) / 100
  const sodium = number(values, 'sodium')
  return { sodium: sodium + 2.4 * excess, katz: sodium + 1.6 * excess }
}

function aaGradient(values: Values): Results {
  const inspired = (number(values, 'fio2') / 100) * (number(values, 'barometric') - 47)
  const alveolar = inspired - number(values, 'paco2') / 0.8
  return {
    gradient: alveolar - number(values, 'pao2'),
    expected: 2.5 + 0.21 * number(values, 'age'),
    alveolar,
  }
}

function qtc(values: Values): Results {
  const qt = number(values, 'qt')
  const rate = number(values, 'heartRate')
  const rr = 60 / rate
  return {
    fridericia: qt / Math.cbrt(rr),
    bazett: qt / Math.sqrt(rr),
    framingham: qt + 154 * (1 - rr),
    hodges: qt + 1.75 * (rate - 60),
  }
}

function bodySurface(values: Values): Results {
  const height = number(values, 'height')
  const weight = number(values, 'weight')
  return {
    bsa: Math.sqrt((height * weight) / 3600),
    duBois: 0.007184 * height ** 0.725 * weight ** 0.425,
  }
}

function predictedBodyWeight(values: Values): Results {
  const weight = (female(values) ? 45.5 : 50) + 0.91 * (number(values, 'height') - 152.4)
  return { weight, tidal: 6 * weight }
}

function ldl(values: Values): Results {
  const triglycerides = number(values, 'triglycerides')
  // The equation assumes a constant ratio of triglycerides to VLDL, which does not hold above 4.5 mmol/L.
  if (triglycerides > 4.5) return { ldl: null }
  return { ldl: number(values, 'cholesterol') - number(values, 'hdl') - triglycerides / 2.2 }
}

/** The formula of each calculator of kind `formula`. A null result means that the formula does not hold for these inputs. */
export const FORMULAS: Readonly<Record<string, Formula>> = {
  ...DRUG_FORMULAS,
  ...FLUID_FORMULAS,
  'kdigo-aki': kdigoAki,
  'schwartz-2009': schwartz,
  edd: deliveryDate,
  'egfr-ckd-epi-2021': (values) => ({ egfr: ckdEpi2021(adultKidney(values)) }),
  'cockcroft-gault': (values) => ({
    clearance: cockcroftGault(adultKidney(values), number(values, 'weight')),
  }),
  'meld-na': meldNa,
  'meld-3': meld3,
  sofa,
  'anion-gap': anionGap,
  'corrected-calcium': (values) => ({
    calcium: number(values, 'calcium') + 0.02 * (40 - number(values, 'albumin')),
  }),
  'corrected-sodium': correctedSodium,
  osmolality: (values) => ({
    osmolality: 2 * number(values, 'sodium') + number(values, 'glucose') + number(values, 'urea'),
  }),
  'pf-ratio': (values) => ({ ratio: number(values, 'pao2') / (number(values, 'fio2') / 100) }),
  'aa-gradient': aaGradient,
  map: (values) => ({ map: (number(values, 'sbp') + 2 * number(values, 'dbp')) / 3 }),
  bmi: (values) => ({ bmi: number(values, 'weight') / (number(values, 'height') / 100) ** 2 }),
  bsa: bodySurface,
  'predicted-body-weight': predictedBodyWeight,
  qtc,
  'ldl-friedewald': ldl,
  'fib-4': (values) => ({
    score:
      (number(values, 'age') * number(values, 'ast')) /
      (number(values, 'platelets') * Math.sqrt(number(values, 'alt'))),
  }),
  fena: (values) => ({
    fena:
      ((number(values, 'urineSodium') * number(values, 'creatinine')) /
        (number(values, 'sodium') * number(values, 'urineCreatinine'))) *
      100,
  }),
}

/** NEWS2, SpO₂: on scale 2 the points above 92 % need supplemental oxygen (Royal College of Physicians 2017). */
function oxygenPoints(values: Values): number {
  const spo2 = number(values, 'spo2')
  if (values.scale !== '2') return stepsBelow(spo2, [96, 94, 92])
  if (spo2 <= 92) return stepsBelow(spo2, [88, 86, 84])
  return values.oxygen === true ? 1 + stepsAbove(spo2, [95, 97]) : 0
}

/** Blatchford O 2000: the limits of haemoglobin (g/L) depend on sex. */
function haemoglobinPoints(values: Values): number {
  const haemoglobin = number(values, 'haemoglobin')
  if (haemoglobin < 100) return 6
  if (female(values)) return haemoglobin < 120 ? 1 : 0
  return haemoglobin < 120 ? 3 : haemoglobin < 130 ? 1 : 0
}

/** Points of inputs whose bands depend on another input, by `calculator.input`. */
export const POINTS: Readonly<Record<string, (values: Values) => number>> = {
  'news2.spo2': oxygenPoints,
  'glasgow-blatchford.haemoglobin': haemoglobinPoints,
}
