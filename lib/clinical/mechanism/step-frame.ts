import { FONT_SIZE, type Drawing, type Stage } from './layout-mechanism'

/** A stretch of a drawing, in its units: left, top, width and height, as an SVG `viewBox` takes them. */
type Frame = readonly [x: number, y: number, width: number, height: number]

/** Room around the nodes of a step, in units of the drawing; and between the edge of the frame and a box that is whole. */
const MARGIN = 24
const GAP = 4

/** Where a window of `room` stands on a line of `size`, so that `centre` is in its middle as far as the ends allow. */
const place = (size: number, room: number, centre: number): number =>
  room >= size ? (size - room) / 2 : Math.min(Math.max(centre - room / 2, 0), size - room)

type Node = Drawing['nodes'][number]
const SIZE = { x: 'width', y: 'height' } as const

/** Where a window of `room` may stand on an axis so that it holds `from` to `to`: where it is wanted, or beside a box. */
function placesOn(
  axis: 'x' | 'y',
  {
    nodes,
    wanted,
    room,
    from,
    to,
  }: { nodes: readonly Node[]; wanted: number; room: number; from: number; to: number },
): number[] {
  const beside = nodes.flatMap((node) => {
    const half = node[SIZE[axis]] / 2
    const [start, end] = [node[axis] - half, node[axis] + half]
    return [start - GAP, end + GAP, start - GAP - room, end + GAP - room]
  })
  return [wanted, ...beside.filter((place) => place <= from && place + room >= to)]
}

/** How many boxes the edge of a frame cuts. */
const cutBy = (nodes: readonly Node[], [left, top, width, height]: Frame): number =>
  nodes.filter((node) => {
    const [x, y] = [node.x - node.width / 2, node.y - node.height / 2]
    const seen = x < left + width && x + node.width > left && y < top + height && y + node.height > top
    const whole = x >= left && x + node.width <= left + width && y >= top && y + node.height <= top + height
    return seen && !whole
  }).length

/**
 * What of a drawing a screen shows at a step: all of it where its labels reach their size, else the surroundings of the two nodes
 * that the step joins, moved so that it cuts as few of the boxes known by then as it can. Both nodes are always within it, which on a small
 * screen goes before the size of the labels.
 */
export function stepFrame({ width, height, nodes, edges }: Drawing, step: number, screen: Stage): Frame {
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
  const wantedX = place(width, roomX, (left + right) / 2)
  const wantedY = place(height, roomY, (top + bottom) / 2)
  const shown = nodes.filter((node) => node.step <= Math.max(step, 1))
  const across = placesOn('x', { nodes: shown, wanted: wantedX, room: roomX, from: left, to: right })
  const down = placesOn('y', { nodes: shown, wanted: wantedY, room: roomY, from: top, to: bottom })
  const judged = across.flatMap((x) =>
    down.map((y) => {
      const frame = [x, y, roomX, roomY] as const
      return { frame, cut: cutBy(shown, frame), moved: Math.hypot(x - wantedX, y - wantedY) }
    }),
  )
  const [best] = judged.sort((a, b) => a.cut - b.cut || a.moved - b.moved)
  return best?.frame ?? [wantedX, wantedY, roomX, roomY]
}
