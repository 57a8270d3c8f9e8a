import { number, type Formula, type Values } from './values'

const MINUTES = 60
/** Equivalent dose of prednisone, mg. */
const PREDNISONE = 5

/** μg per mL of a syringe or bag. */
const concentration = (values: Values) => (number(values, 'amount') * 1000) / number(values, 'volume')

const infusionRate: Formula = (values) => {
  const perHour = number(values, 'dose') * number(values, 'weight') * MINUTES
  return { rate: perHour / concentration(values), concentration: concentration(values) }
}

const infusionDose: Formula = (values) => {
  const perMinute = (number(values, 'rate') * concentration(values)) / MINUTES
  return { dose: perMinute / number(values, 'weight'), concentration: concentration(values) }
}

/** Options stand for doses of the same anti-inflammatory effect. */
const steroid: Formula = (values) => {
  const units = number(values, 'dose') / number(values, 'from')
  return { dose: units * number(values, 'to'), prednisone: units * PREDNISONE }
}

/** Options stand for morphine milligrams per unit of the drug. */
const opioid: Formula = (values) => {
  const morphine = number(values, 'dose') * number(values, 'from')
  const dose = (morphine / number(values, 'to')) * (1 - number(values, 'reduction') / 100)
  return { dose, morphine }
}

/** Rates of infusion and equivalent doses, by calculator. */
export const DRUG_FORMULAS: Readonly<Record<string, Formula>> = {
  'infusion-rate': infusionRate,
  'infusion-dose': infusionDose,
  'steroid-equivalence': steroid,
  'opioid-conversion': opioid,
}
