import { Graph, layout } from '@dagrejs/dagre'
import { dockEdge, type Box, type Point } from './dock-edge'
import type { EdgeKind, MechanismGraph } from './contract'

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
const HEAD = { length: 9, half: 5 }

const isWide = (character: string) =>
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character)
const columnsOf = (text: string) => Array.from(text).reduce((sum, one) => sum + (isWide(one) ? 2 : 1), 0)

/** Breaks a label into lines: between words where there are spaces, between characters where there are none. */
export function wrapLabel(label: string, columns = LINE_COLUMNS): string[] {
  const pieces = label.match(/[^\s\p{Script=Han}]+\s*|\s+|\p{Script=Han}[，、。：；）)]*\s*/gu) ?? [label]
  const lines: string[] = ['']
  for (const piece of pieces.flatMap((one) => (columnsOf(one) > columns ? Array.from(one) : [one]))) {
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
    x: tip.x - along.x * distance - along.y * HEAD.half * sign,
    y: tip.y - along.y * distance + along.x * HEAD.half * sign,
  })
  if (kind === 'inhibits') return `M${at(side(1, 1.4))} L${at(side(1, -1.4))}`
  return `M${at(tip)} L${at(side(HEAD.length, 1))} L${at(side(HEAD.length, -1))} Z`
}

function arrange(graph: MechanismGraph, rankdir: 'TB' | 'LR', lines: ReadonlyMap<string, string[]>) {
  const drawn = new Graph()
  drawn.setGraph({ rankdir, nodesep: 22, ranksep: 32, edgesep: 14, marginx: 12, marginy: 12 })
  drawn.setDefaultEdgeLabel(() => ({}))
  for (const [id, words] of lines) {
    const width = Math.max(...words.map(columnsOf)) * COLUMN_WIDTH + 2 * PADDING.x
    drawn.setNode(id, { width, height: words.length * LINE_HEIGHT + 2 * PADDING.y })
  }
  for (const { from, to } of graph.edges) drawn.setEdge(from, to)
  layout(drawn)
  return drawn
}

const SCREEN_RATIO = 16 / 9
const misfit = ({ width = 1, height = 1 }) => Math.abs(Math.log(width / height / SCREEN_RATIO))

/**
 * Positions of a graph, by the layered layout of dagre (Sugiyama's method): downwards or to the right, whichever fits
 * a wide screen better. The same graph gives the same drawing. `ordered` lists node ids at the step they appear.
 */
export function layoutMechanism(graph: MechanismGraph): Drawing {
  const lines = new Map(graph.nodes.map(({ id, label }) => [id, wrapLabel(label)]))
  const [best] = (['TB', 'LR'] as const)
    .map((rankdir) => Object.assign(arrange(graph, rankdir, lines), { downwards: rankdir === 'TB' }))
    .sort((a, b) => misfit(a.graph() as { width?: number }) - misfit(b.graph() as { width?: number }))
  const size = best?.graph() as { width?: number; height?: number } | undefined
  const boxes = graph.nodes.map(({ id }) => best?.node(id) as Box)
  const stepOf = (id: string) => graph.edges.findIndex(({ from, to }) => from === id || to === id) + 1
  return {
    width: Math.ceil(size?.width ?? 0),
    height: Math.ceil(size?.height ?? 0),
    nodes: graph.nodes.map(({ id }) => {
      const { x, y, width, height } = best?.node(id) as Box
      return {
        id,
        x: round(x),
        y: round(y),
        width: round(width),
        height,
        lines: lines.get(id) ?? [],
        step: stepOf(id),
      }
    }),
    edges: graph.edges.map(({ from, to, kind }, i) => {
      const { points: found } = best?.edge(from, to) as { points: Point[] }
      const [start, end] = [best?.node(from), best?.node(to)] as [Box, Box]
      const points = dockEdge(found, { from: start, to: end, boxes, downwards: best?.downwards ?? true })
      return { kind, from, to, path: linePath(points), head: headPath(points, kind), step: i + 1 }
    }),
  }
}
