import { decimal } from './decimal'
import { number, optional, type Formula, type Values } from './values'

const NORMAL_GAP = 12
const NORMAL_BICARBONATE = 24
const NORMAL_SODIUM = 140
/** Sodium of 1 L of 3 % and of 0.9 % saline, mmol. */
const SALINE_3 = 513
const SALINE_09 = 154
/** mmol/L of osmolality per mmol/L of ethanol (Purssell 2001). */
const ETHANOL = 1.25

/** Total body water in litres (Adrogué and Madias 2000): 0.6 or 0.5 of the weight, 0.5 or 0.45 from 65 years. */
function bodyWater(values: Values): number {
  const old = number(values, 'age') >= 65
  const share = values.sex === 'female' ? (old ? 0.45 : 0.5) : old ? 0.5 : 0.6
  return share * number(values, 'weight')
}

const winter: Formula = (values) => {
  const expected = 1.5 * number(values, 'bicarbonate') + 8
  return { expected, difference: number(values, 'paco2') - expected }
}

/** Holds in high anion gap acidosis only: a gap above, and bicarbonate below the normal one. */
const deltaRatio: Formula = (values) => {
  const bicarbonate = number(values, 'bicarbonate')
  const albumin = optional(values, 'albumin') ?? 40
  const gap = decimal(
    number(values, 'sodium') - number(values, 'chloride') - bicarbonate + 0.25 * (40 - albumin),
  )
  const holds = gap > NORMAL_GAP && bicarbonate < NORMAL_BICARBONATE
  return { ratio: holds ? (gap - NORMAL_GAP) / (NORMAL_BICARBONATE - bicarbonate) : null, gap }
}

const osmolarGap: Formula = (values) => {
  const ethanol = ETHANOL * (optional(values, 'ethanol') ?? 0)
  const calculated =
    2 * number(values, 'sodium') + number(values, 'glucose') + number(values, 'urea') + ethanol
  return { gap: number(values, 'measured') - calculated, calculated }
}

/** Adrogué and Madias 2000. Holds where the target is above the measured sodium. */
const sodiumDeficit: Formula = (values) => {
  const sodium = number(values, 'sodium')
  const rise = decimal(number(values, 'target') - sodium)
  const water = bodyWater(values)
  const perLitre = (infused: number) => (infused - sodium) / (water + 1)
  return {
    deficit: rise > 0 ? water * rise : null,
    rise: rise > 0 ? rise : null,
    hypertonic: perLitre(SALINE_3),
    isotonic: perLitre(SALINE_09),
  }
}

const freeWaterDeficit: Formula = (values) => {
  const water = bodyWater(values)
  return { deficit: water * (number(values, 'sodium') / NORMAL_SODIUM - 1), water }
}

/** Acid-base, osmolality, sodium and water, by calculator. */
export const FLUID_FORMULAS: Readonly<Record<string, Formula>> = {
  winter,
  'delta-ratio': deltaRatio,
  'osmolar-gap': osmolarGap,
  'sodium-deficit': sodiumDeficit,
  'free-water-deficit': freeWaterDeficit,
}
