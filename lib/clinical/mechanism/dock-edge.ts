export interface Point {
  x: number
  y: number
}
/** Its centre, and how far it reaches in all. */
export interface Box extends Point {
  width: number
  height: number
}
interface Layers {
  boxes: readonly Box[]
  /** Whether the layers lie below each other; else they stand side by side. */
  downwards: boolean
}

/** Kept free of lines at each corner of a box. */
const CORNER = 10

const within = (value: number, centre: number, size: number) => {
  const half = Math.max(size / 2 - CORNER, 0)
  return Math.min(Math.max(value, centre - half), centre + half)
}

/** Half of how far the boxes of a point's layer reach along the way of the layers. */
function halfLayer(point: Point, { boxes, downwards }: Layers): number {
  const along = downwards ? ('y' as const) : ('x' as const)
  const layer = boxes.filter((box) => Math.abs(box[along] - point[along]) < 1)
  return Math.max(0, ...layer.map((box) => (downwards ? box.height : box.width) / 2))
}

/** A bend within a layer of boxes as two at the edges of the layer, so that the line runs straight between the boxes. */
function through(bend: Point, before: Point, layers: Layers): Point[] {
  const half = halfLayer(bend, layers)
  if (half === 0) return [bend]
  const along = layers.downwards ? ('y' as const) : ('x' as const)
  const step = Math.sign(bend[along] - before[along]) * half
  return [-step, step].map((by) => ({ ...bend, [along]: bend[along] + by }))
}

/**
 * Where a line that goes on to `next` leaves a box: on the side that looks to the next layer, as near to it as the side allows. From a
 * box that is smaller than its neighbours it runs straight to the edge of the layer first.
 */
function dock(box: Box, next: Point, layers: Layers): Point[] {
  const { x, y, width, height } = box
  const [along, size] = layers.downwards ? (['y', height] as const) : (['x', width] as const)
  const side = layers.downwards ? { x: within(next.x, x, width), y } : { x, y: within(next.y, y, height) }
  const way = Math.sign(next[along] - box[along])
  const half = halfLayer(box, layers)
  const reaches = half > size / 2 ? [size / 2, half] : [size / 2]
  return reaches.map((reach) => ({ ...side, [along]: box[along] + way * reach }))
}

/**
 * The points of a line, docked to the sides of its boxes that look to the next layer. The layout lets a line meet its box at any side:
 * one that comes from far away then passes behind the neighbours of the box.
 */
export function dockEdge(
  points: readonly Point[],
  { from, to, ...layers }: Layers & { from: Box; to: Box },
): readonly Point[] {
  const found = points.slice(1, -1)
  const [first, last] = [found[0], found.at(-1)]
  if (!first || !last) return points
  const bends = found.flatMap((bend, i) => through(bend, points[i] ?? bend, layers))
  return [...dock(from, first, layers), ...bends, ...dock(to, last, layers).reverse()]
}
