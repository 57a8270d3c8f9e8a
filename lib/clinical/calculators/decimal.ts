/** More digits than any measurement has, fewer than binary arithmetic gets wrong. */
const DIGITS = 12

/**
 * The decimal number that a binary computation stands for: 3 × 17.1 gives 51.3, not 51.300000000000004. Every value
 * that meets a limit passes through here, so that no binary rounding decides a class.
 */
export const decimal = (value: number): number =>
  Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : value

/** The value with so many decimals, halves away from zero as a chart rounds them (1.005 gives 1.01). */
export function roundDecimal(value: number, decimals: number): number {
  const shift = (number: number, by: number) => {
    const [digits, exponent] = String(number).split('e')
    return Number(`${digits}e${Number(exponent ?? 0) + by}`)
  }
  const rounded = shift(Math.round(shift(decimal(Math.abs(value)), decimals)), -decimals)
  return value < 0 && rounded > 0 ? -rounded : rounded
}
