import { Graph, layout } from '@dagrejs/dagre'
import { dockEdge, type Box, type Point } from './dock-edge'
import type { EdgeKind, MechanismGraph } from './contract'
import { countCollisions, HEAD_LENGTH } from './judge-layout'

/** A node's box; x and y are its centre. All lengths in the units of the drawing, one at the size of a screen pixel. */
interface DrawnNode extends Box {
  id: string
  lines: string[]
  /** The step (from 1) at which the node first appears; 0 for nodes that no edge touches. */
  step: number
}
interface DrawnEdge {
  kind: EdgeKind
  from: string
  to: string
  /** SVG path data of the line. */
  path: string
  /** SVG path data of the head: an arrow, or a bar where the effect is inhibited. */
  head: string
  step: number
}
export interface Drawing {
  width: number
  height: number
  nodes: DrawnNode[]
  edges: DrawnEdge[]
}

export const FONT_SIZE = 14
export const LINE_HEIGHT = 19
const PADDING = { x: 12, y: 8 }
/** Widest line of a label, in half-width columns: eleven Chinese characters. */
const LINE_COLUMNS = 22
/** Of a half-width column at the size of labels. */
export const COLUMN_WIDTH = 7.4
/** Half of how wide a head is. */
const HEAD_HALF = 5

const isWide = (character: string) =>
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character)
const columnsOf = (text: string) => Array.from(text).reduce((sum, one) => sum + (isWide(one) ? 2 : 1), 0)

/**
 * Breaks a label into lines: between words where there are spaces, between characters where there are none. A word that is longer
 * than a line stays whole on one of its own, up to the widest line that a label may have.
 */
export function wrapLabel(label: string, columns = LINE_COLUMNS): string[] {
  const pieces = label.match(/[^\s\p{Script=Han}]+\s*|\s+|\p{Script=Han}[，、。：；）)]*\s*/gu) ?? [label]
  const lines: string[] = ['']
  const longest = Math.max(columns, LINE_COLUMNS)
  for (const piece of pieces.flatMap((one) =>
    columnsOf(one.trimEnd()) > longest ? Array.from(one) : [one],
  )) {
    const line = lines.at(-1) ?? ''
    if (columnsOf(line + piece.trimEnd()) <= columns || line === '') {
      lines[lines.length - 1] = line + piece
    } else lines.push(piece)
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}

const round = (value: number) => Math.round(value * 10) / 10
const at = ({ x, y }: Point) => `${round(x)} ${round(y)}`

/** A smooth line through the points that the layout gave. */
function linePath(points: readonly Point[]): string {
  const [first, ...rest] = points
  const last = rest.at(-1)
  if (!first || !last) return ''
  const bends = rest.slice(0, -1).map((point, i) => {
    const next = rest[i + 1] ?? last
    const to = i === rest.length - 2 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 }
    return `Q${at(point)} ${at(to)}`
  })
  return `M${at(first)} ${bends.join(' ')} L${at(last)}`
}

function headPath(points: readonly Point[], kind: EdgeKind): string {
  const tip = points.at(-1)
  const before = points.at(-2)
  if (!tip || !before) return ''
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1
  const along = { x: (tip.x - before.x) / length, y: (tip.y - before.y) / length }
  const side = (distance: number, sign: number): Point => ({
    x: tip.x - along.x * distance - along.y * HEAD_HALF * sign,
    y: tip.y - along.y * distance + along.x * HEAD_HALF * sign,
  })
  if (kind === 'inhibits') return `M${at(side(1, 1.4))} L${at(side(1, -1.4))}`
  return `M${at(tip)} L${at(side(HEAD_LENGTH, 1))} L${at(side(HEAD_LENGTH, -1))} Z`
}

interface Way {
  rankdir: 'TB' | 'LR'
  /** Widest line of a label. */
  columns: number
  ranksep: number
  ranker: 'network-simplex' | 'longest-path'
}
/** The ways that are tried in each direction, the usual one first. */
const WAYS: readonly [Omit<Way, 'rankdir'>, ...Omit<Way, 'rankdir'>[]] = [
  { columns: LINE_COLUMNS, ranksep: 28, ranker: 'network-simplex' },
  { columns: LINE_COLUMNS, ranksep: 28, ranker: 'longest-path' },
  { columns: 14, ranksep: 28, ranker: 'longest-path' },
  { columns: 18, ranksep: 44, ranker: 'longest-path' },
]
/** A drawing of more nodes is laid out in the usual way alone, for time. */
const NODES_MANY = 24

function arrange(graph: MechanismGraph, { rankdir, columns, ranksep, ranker }: Way) {
  const drawn = new Graph()
  drawn.setGraph({ rankdir, ranker, nodesep: 18, ranksep, edgesep: 14, marginx: 12, marginy: 12 })
  drawn.setDefaultEdgeLabel(() => ({}))
  const labels = new Map(graph.nodes.map(({ id, label }) => [id, wrapLabel(label, columns)]))
  for (const [id, words] of labels) {
    const width = Math.max(...words.map(columnsOf)) * COLUMN_WIDTH + 2 * PADDING.x
    drawn.setNode(id, { width, height: words.length * LINE_HEIGHT + 2 * PADDING.y })
  }
  for (const { from, to } of graph.edges) drawn.setEdge(from, to)
  layout(drawn)
  const boxes = new Map(graph.nodes.map(({ id }) => [id, drawn.node(id) as Box]))
  const layers = { boxes: [...boxes.values()], downwards: rankdir === 'TB' }
  const lines = graph.edges.map(({ from, to }) => {
    const { points } = drawn.edge(from, to) as { points: Point[] }
    const ends = { from: drawn.node(from) as Box, to: drawn.node(to) as Box }
    return { from, to, points: dockEdge(points, { ...ends, ...layers }) }
  })
  const { width = 0, height = 0 } = drawn.graph() as { width?: number; height?: number }
  return { labels, boxes, lines, width: Math.ceil(width), height: Math.ceil(height) }
}
type Arranged = ReturnType<typeof arrange>

/** Where a drawing is shown, and the smallest size of its labels there; all in CSS pixels. */
export interface Stage {
  width: number
  height: number
  label: number
}
/** Beside its list of steps. */
const READING: Stage = { width: 880, height: 480, label: 13 }
/** Before an audience: what a screen of 16:9 leaves between the title and the words of a step. */
export const PRESENTING: Stage = { width: 1390, height: 580, label: 24 }

/** How much of a drawing is seen at once with labels of their size; above one where it is seen whole with larger ones. */
function seen({ width, height }: Arranged, stage: Stage): number {
  const units = FONT_SIZE / stage.label
  const [across, down] = [(stage.width * units) / width, (stage.height * units) / height]
  return across >= 1 && down >= 1 ? Math.min(across, down) : Math.min(1, across) * Math.min(1, down)
}

interface Judged {
  arranged: Arranged
  collisions: number
}

/** The first way of a direction whose lines pass over no box and no head, else that with the fewest. */
function cleanest(graph: MechanismGraph, rankdir: Way['rankdir']): Judged {
  const judge = (way: Omit<Way, 'rankdir'>): Judged => {
    const arranged = arrange(graph, { ...way, rankdir })
    return { arranged, collisions: countCollisions(arranged) }
  }
  const [usual, ...others] = WAYS
  let best = judge(usual)
  for (const way of graph.nodes.length > NODES_MANY ? [] : others) {
    if (best.collisions === 0) break
    const other = judge(way)
    if (other.collisions < best.collisions) best = other
  }
  return best
}

/**
 * Positions of a graph, by the layered layout of dagre (Sugiyama's method): downwards or to the right, whichever keeps its lines
 * apart and shows more of it on the stage. The same graph gives the same drawing; nodes and lines know the step they appear at.
 */
export function layoutMechanism(graph: MechanismGraph, stage: Stage = READING): Drawing {
  const best = (graph.nodes.length === 0 ? [] : (['TB', 'LR'] as const))
    .map((rankdir) => cleanest(graph, rankdir))
    .sort(
      (a, b) => a.collisions - b.collisions || seen(b.arranged, stage) - seen(a.arranged, stage),
    )[0]?.arranged
  const stepOf = (id: string) => graph.edges.findIndex(({ from, to }) => from === id || to === id) + 1
  return {
    width: best?.width ?? 0,
    height: best?.height ?? 0,
    nodes: [...(best?.boxes ?? [])].map(([id, { x, y, width, height }]) => ({
      id,
      x: round(x),
      y: round(y),
      width: round(width),
      height,
      lines: best?.labels.get(id) ?? [],
      step: stepOf(id),
    })),
    edges: graph.edges.map(({ from, to, kind }, i) => {
      const points = best?.lines[i]?.points ?? []
      return { kind, from, to, path: linePath(points), head: headPath(points, kind), step: i + 1 }
    }),
  }
}
