import type { Box, Point } from './dock-edge'

/** A line of a drawing: its points with the bends of its curves between them, and the nodes that it joins. */
interface Line {
  from: string
  to: string
  points: readonly Point[]
}
interface Judged {
  boxes: ReadonlyMap<string, Box>
  lines: readonly Line[]
}

/** How far a head reaches back from its tip. */
export const HEAD_LENGTH = 9
/** How near a line may pass a head. */
const HEAD_REACH = 6.5
/** Lines that end so near to each other share their tip. */
const SHARED = 14
const PIECES = 30

const between = (a: Point, b: Point, t: number): Point => ({
  x: a.x + t * (b.x - a.x),
  y: a.y + t * (b.y - a.y),
})

/** Places along the curve that is drawn through the points: every bend pulls it, and it passes between two bends in their middle. */
function alongCurve(points: readonly Point[]): Point[] {
  const [first, ...rest] = points
  const last = rest.at(-1)
  if (!first || !last) return []
  const found = [first]
  for (const [i, bend] of rest.entries()) {
    const start = found.at(-1) ?? first
    const end = i >= rest.length - 2 ? last : between(bend, rest[i + 1] ?? last, 0.5)
    for (let step = 1; step <= PIECES; step += 1) {
      const t = step / PIECES
      found.push(between(between(start, bend, t), between(bend, end, t), t))
    }
  }
  return found
}

const inside = (point: Point, { x, y, width, height }: Box) =>
  Math.abs(point.x - x) < width / 2 && Math.abs(point.y - y) < height / 2

/** Whether a point lies on the head of a line. */
function onHead(point: Point, { points }: Line): boolean {
  const [tip, before] = [points.at(-1), points.at(-2)]
  if (!tip || !before) return false
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1
  const along = { x: (tip.x - before.x) / length, y: (tip.y - before.y) / length }
  const back = (tip.x - point.x) * along.x + (tip.y - point.y) * along.y
  const k = Math.min(Math.max(back, 0), HEAD_LENGTH)
  return Math.hypot(point.x - tip.x + along.x * k, point.y - tip.y + along.y * k) < HEAD_REACH
}

/** How many pairs of a line and a box, or the head of another line, there are where the line passes over it. */
export function countCollisions({ boxes, lines }: Judged): number {
  let count = 0
  for (const line of lines) {
    const places = alongCurve(line.points)
    const tip = places.at(-1)
    for (const [id, box] of boxes) {
      if (id !== line.from && id !== line.to && places.some((place) => inside(place, box))) count += 1
    }
    for (const other of lines) {
      const end = other.points.at(-1)
      if (other === line || !tip || !end || Math.hypot(tip.x - end.x, tip.y - end.y) < SHARED) continue
      if (places.some((place) => onHead(place, other))) count += 1
    }
  }
  return count
}
