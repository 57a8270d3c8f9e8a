/** How points of a page are moved, as a PDF writes it (ISO 32000-1, 8.3.3). */
export type Matrix = readonly [number, number, number, number, number, number]
export type Point = readonly [x: number, y: number]

/** Moves nothing. */
export const UNMOVED: Matrix = [1, 0, 0, 1, 0, 0]

/** Whether a value from a file is a matrix. */
export const isMatrix = (value: unknown): value is Matrix =>
  Array.isArray(value) && value.length === 6 && value.every((one) => typeof one === 'number')

/** The first matrix applied to what the second has moved. */
export const times = ([a1, b1, c1, d1, e1, f1]: Matrix, [a, b, c, d, e, f]: Matrix): Matrix => [
  ...([a1 * a + c1 * b, b1 * a + d1 * b, a1 * c + c1 * d] as const),
  ...([b1 * c + d1 * d, a1 * e + c1 * f + e1, b1 * e + d1 * f + f1] as const),
]

/** Where a matrix puts a point. */
export const moved = ([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point => [
  a * x + c * y + e,
  b * x + d * y + f,
]
