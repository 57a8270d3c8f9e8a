import { FONT_SIZE, type Drawing } from './layout-mechanism'

/** A stretch of a drawing, in its units: left, top, width and height, as an SVG `viewBox` takes them. */
type Frame = readonly [x: number, y: number, width: number, height: number]

interface Screen {
  /** In CSS pixels. */
  width: number
  height: number
  /** Smallest size of a label, in CSS pixels. */
  label: number
}

/** Room around the nodes of a step, in units of the drawing. */
const MARGIN = 24

/** Where a window of `room` stands on a line of `size`, so that `centre` is in its middle as far as the ends allow. */
const place = (size: number, room: number, centre: number): number =>
  room >= size ? (size - room) / 2 : Math.min(Math.max(centre - room / 2, 0), size - room)

/**
 * What of a drawing a screen shows at a step: all of it where its labels reach their size, else the surroundings of the two nodes
 * that the step joins. Both nodes are always within it, which on a small screen goes before the size of the labels.
 */
export function stepFrame({ width, height, nodes, edges }: Drawing, step: number, screen: Screen): Frame {
  const edge = edges[Math.max(step, 1) - 1]
  const joined = nodes.filter(({ id }) => id === edge?.from || id === edge?.to)
  const left = Math.min(...joined.map((node) => node.x - node.width / 2), width)
  const right = Math.max(...joined.map((node) => node.x + node.width / 2), 0)
  const top = Math.min(...joined.map((node) => node.y - node.height / 2), height)
  const bottom = Math.max(...joined.map((node) => node.y + node.height / 2), 0)
  const wanted = FONT_SIZE / screen.label
  const needed = Math.max(
    (right - left + 2 * MARGIN) / screen.width,
    (bottom - top + 2 * MARGIN) / screen.height,
  )
  const units = Math.max(wanted, needed)
  const [roomX, roomY] = [screen.width * units, screen.height * units]
  return [place(width, roomX, (left + right) / 2), place(height, roomY, (top + bottom) / 2), roomX, roomY]
}
