import { OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import {
  isMatrix,
  moved,
  times,
  UNMOVED,
  type Matrix,
  type Point,
} from '@/lib/documents/publication/pdf/matrix'

/** A level line on a page, or the edge of a shade, in points from the upper left. */
export interface Rule {
  x0: number
  x1: number
  y: number
}

/** Paths that are seen; others only cut off what is painted after them. */
const PAINTED = new Set<number>([
  ...[OPS.stroke, OPS.closeStroke, OPS.fill, OPS.eoFill],
  ...[OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke],
])
/** Lines are no thicker than this, in points, and meet over gaps of no more than that. */
const THICK = 2.5
const MEETS = 3
/** A shorter one underlines a word or crosses a box. */
const SHORT = 24
/** A page of more paths, or of more rules, is a picture. */
const PATHS_MAX = 20_000
const RULES_MAX = 2000

/** The upper and the lower edge of what a path covers; one where it is a line, none of what is narrow. */
function edgesOf([x0, y0]: Point, [x1, y1]: Point): Rule[] {
  const [left, right] = [Math.min(x0, x1), Math.max(x0, x1)]
  const [top, bottom] = [Math.min(y0, y1), Math.max(y0, y1)]
  if (right - left < THICK) return []
  const levels = bottom - top <= THICK ? [(top + bottom) / 2] : [top, bottom]
  return levels.map((y) => ({ x0: left, x1: right, y }))
}

/** Pieces that meet on one level as one, without those that are short. */
function joined(pieces: readonly Rule[]): Rule[] {
  const levels: Rule[][] = []
  for (const piece of pieces.toSorted((a, b) => a.y - b.y)) {
    const last = levels.at(-1)
    if (last?.[0] && piece.y - last[0].y <= THICK) last.push(piece)
    else levels.push([piece])
  }
  return levels
    .flatMap((level) => {
      const rules: Rule[] = []
      for (const { x0, x1, y } of level.toSorted((a, b) => a.x0 - b.x0)) {
        const last = rules.at(-1)
        if (last && x0 - last.x1 <= MEETS) last.x1 = Math.max(last.x1, x1)
        else rules.push({ x0, x1, y })
      }
      return rules
    })
    .filter(({ x0, x1 }) => x1 - x0 >= SHORT)
}

/**
 * The level lines of a page and the edges of its shades, from the top down: what parts the rows of a table. `place` takes a point of the
 * page as it is written to where it stands for the reader. Empty for a page that is a drawing.
 */
export async function pageRules(page: PDFPageProxy, place: (point: Point) => Point): Promise<Rule[]> {
  const { fnArray, argsArray } = await page.getOperatorList()
  const stack: Matrix[] = []
  const pieces: Rule[] = []
  let matrix = UNMOVED
  let paths = 0
  for (const [i, operator] of fnArray.entries()) {
    const given = (argsArray as unknown[][])[i] ?? []
    if (operator === OPS.save || operator === OPS.paintFormXObjectBegin) stack.push(matrix)
    if (operator === OPS.transform && isMatrix(given)) matrix = times(matrix, given)
    else if (operator === OPS.paintFormXObjectBegin && isMatrix(given[0])) matrix = times(matrix, given[0])
    else if (operator === OPS.restore || operator === OPS.paintFormXObjectEnd) matrix = stack.pop() ?? UNMOVED
    else if (operator === OPS.constructPath && PAINTED.has(Number(given[0]))) {
      paths += 1
      const box = given[2]
      if (!(box instanceof Float32Array)) continue
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = box
      pieces.push(...edgesOf(place(moved(matrix, [x0, y0])), place(moved(matrix, [x1, y1]))))
    }
  }
  if (paths > PATHS_MAX) return []
  const rules = joined(pieces)
  return rules.length > RULES_MAX ? [] : rules
}
