/**
 * Inputs in their first unit: numbers, option ids (or what the option stands for), answers and days as their number.
 * An optional number or day that was left out is null.
 */
export type Values = Readonly<Record<string, number | string | boolean | null>>
/** Points of each input that has any. */
export type Points = Readonly<Record<string, number>>
export type Results = Record<string, number | null>
/** Null results mean that the formula does not hold for these inputs. */
export type Formula = (values: Values, points: Points) => Results

/** The number of an input. Throws a TypeError where it has none. */
export const number = (values: Values, id: string): number => {
  const value = values[id]
  if (typeof value !== 'number') throw new TypeError(`input ${id} is not a number`)
  return value
}
/** The number of an input that may be left out, else null. */
export const optional = (values: Values, id: string): number | null => {
  const value = values[id]
  return typeof value === 'number' ? value : null
}
