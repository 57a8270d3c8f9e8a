import { expect, test } from 'vitest'
import { drawSvg } from './draw-svg'
import { layoutMechanism, PRESENTING, wrapLabel } from './layout-mechanism'
import { parseMechanism } from './parse-mechanism'
import { PREPARED, preparedGraph } from './read-prepared'
import { drawSlide } from './draw-slide'
import { writeHtml, type PageWords } from './write-html'
import { writeSlides } from './write-slides'

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'> &amp; \u0000`
const labels = { back: '<', forward: '>', play: 'p', pause: '‖', steps: 's', sources: 'q', keys: 'k' }
const page = (over: Partial<PageWords> = {}): PageWords => ({
  language: 'en',
  title: 'T',
  footer: 'F',
  steps: [],
  sources: [],
  labels,
  ...over,
})

test.each(PREPARED.flatMap((one) => (['zh', 'en'] as const).map((language) => [one.id, language] as const)))(
  '%s in %s is drawn without an overlap',
  (id, language) => {
    const mechanism = PREPARED.find((one) => one.id === id)
    if (!mechanism) throw new Error('missing')
    const graph = preparedGraph(mechanism, language)
    const { nodes, edges, width, height } = layoutMechanism(graph)
    expect(edges).toHaveLength(graph.edges.length)
    for (const [i, a] of nodes.entries()) {
      expect(a.step, a.id).toBeGreaterThan(0)
      expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0)
      expect(a.x + a.width / 2).toBeLessThanOrEqual(width)
      expect(a.y + a.height / 2).toBeLessThanOrEqual(height)
      for (const b of nodes.slice(i + 1)) {
        const apart =
          Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2
        expect(apart, `${a.id} and ${b.id}`).toBe(true)
      }
    }
  },
)

/** Points along the line of an edge, which is made of straight stretches and quadratic curves. */
function pointsOf(path: string): [number, number][] {
  const points: [number, number][] = []
  for (const [, sign, numbers = ''] of path.matchAll(/([MQL])([^MQL]+)/g)) {
    const [x = 0, y = 0, toX = x, toY = y] = numbers.trim().split(/\s+/).map(Number)
    const [fromX, fromY] = points.at(-1) ?? [x, y]
    for (let i = 0; i <= 20; i++) {
      const t = i / 20
      const along = (from: number, bend: number, to: number) =>
        sign === 'Q' ? (1 - t) ** 2 * from + 2 * t * (1 - t) * bend + t ** 2 * to : from + t * (to - from)
      points.push([along(fromX, x, toX), along(fromY, y, toY)])
    }
  }
  return points
}

test.each(PREPARED.flatMap((one) => (['zh', 'en'] as const).map((language) => [one.id, language] as const)))(
  'no line of %s in %s passes behind a box',
  (id, language) => {
    const mechanism = PREPARED.find((one) => one.id === id)
    if (!mechanism) throw new Error('missing')
    const { nodes, edges } = layoutMechanism(preparedGraph(mechanism, language))
    const behind = edges.flatMap(({ path, from, to, step }) =>
      nodes
        .filter((node) => node.id !== from && node.id !== to)
        .filter(({ x, y, width, height }) =>
          pointsOf(path).some(([px, py]) => Math.abs(px - x) < width / 2 && Math.abs(py - y) < height / 2),
        )
        .map((node) => `step ${step} behind ${node.id}`),
    )
    expect(behind).toEqual([])
  },
)

test('before an audience a drawing whose lines would run over a head goes to the right and fills the width', () => {
  const [infarction] = PREPARED
  if (!infarction) throw new Error('missing')
  const { width, height } = layoutMechanism(preparedGraph(infarction, 'zh'), PRESENTING)
  expect(width / height).toBeGreaterThan(16 / 9)
})

test('every prepared mechanism names its sources, and every source is used', () => {
  expect(PREPARED.map(({ id }) => id)).toEqual([
    'myocardial-infarction',
    'sepsis',
    'diabetic-ketoacidosis',
    'heart-failure',
    'copd-exacerbation',
    'ischaemic-stroke',
  ])
  for (const { id, sources, edges, nodes } of PREPARED) {
    const used = new Set(edges.flatMap((edge) => edge.sources))
    expect([...used].sort(), id).toEqual(sources.map((source) => source.id).sort())
    const touched = new Set(edges.flatMap(({ from, to }) => [from, to]))
    expect([...touched].sort(), id).toEqual(nodes.map((node) => node.id).sort())
  }
})

test('labels are broken into lines that fit their box', () => {
  expect(wrapLabel('高阴离子间隙代谢性酸中毒')).toEqual(['高阴离子间隙代谢性酸中', '毒'])
  expect(wrapLabel('Peripheral vasoconstriction rises')).toEqual(['Peripheral', 'vasoconstriction rises'])
  expect(wrapLabel('Atherosclerotic plaque', 14)).toEqual(['Atherosclerotic', 'plaque'])
  expect(wrapLabel('x'.repeat(50)).every((line) => line.length <= 22)).toBe(true)
})

test('no label or title gets out of its text in the files', () => {
  // The rules read no node out of such a text; a model may name one so.
  const nodes = [
    { id: 'a', label: HOSTILE },
    { id: 'b', label: '<b>' },
  ]
  const edge = {
    from: 'a',
    to: 'b',
    kind: 'causes',
    words: HOSTILE,
    span: { start: 0, end: 1 },
    origin: 'model',
  } as const
  const drawing = layoutMechanism({ nodes, edges: [edge], truncated: false })
  expect(drawing.nodes).toHaveLength(2)
  const svg = drawSvg(drawing, { title: HOSTILE, footer: HOSTILE })
  const html = writeHtml(
    drawing,
    page({ title: HOSTILE, footer: HOSTILE, steps: [{ line: HOSTILE, words: HOSTILE }], sources: [HOSTILE] }),
    'n0nce',
  )
  const said = { line: HOSTILE, words: HOSTILE }
  const caption = { title: HOSTILE, footer: HOSTILE }
  const slide = drawSlide(drawing, 1, { ...caption, ...said })
  const slides = writeSlides(drawing, { ...caption, language: 'en', steps: [said], hint: HOSTILE }, 'n0nce')
  // A label is broken into lines, and so are the words of an element in it: no bracket may be left but the drawing's own.
  const own = /<\/?(?:svg|title|desc|defs|marker|path|rect|g|text)(?:\s[^<>]*)?>/g
  for (const picture of [svg, slide]) expect(picture.replace(own, '')).not.toMatch(/[<>]/)
  for (const file of [svg, html, slide, slides]) {
    expect(file).not.toMatch(/<script>|<img|\u0000/)
    expect(file).toContain('&lt;script&gt;')
  }
  expect(html.match(/<script/g)).toHaveLength(1)
})

test('the files load nothing and name no address but the SVG namespace', () => {
  const drawing = layoutMechanism(parseMechanism('A → B'))
  const html = writeHtml(drawing, page(), 'n0nce')
  const addresses = html.match(/\b(?:https?|data|file):[^\s"']*|\b(?:src|href|url)\b\s*[=(]/g)
  expect(addresses).toEqual(['http://www.w3.org/2000/svg'])
  expect(html).toContain(`script-src 'nonce-n0nce'`)
})

test('a slide a step, each with labels of 24 units and what is known by then', () => {
  const prepared = PREPARED[0]
  if (!prepared) throw new Error('missing')
  const drawing = layoutMechanism(preparedGraph(prepared, 'zh'))
  const steps = drawing.edges.map((_, i) => ({ line: `第${i + 1}步`, words: '很长的说明'.repeat(60) }))
  const html = writeSlides(drawing, { language: 'zh-CN', title: 'T', footer: 'F', hint: 'H', steps }, 'n0nce')
  expect(html.match(/<svg xmlns/g)).toHaveLength(16)
  expect(html.match(/第\d+步/g)).toHaveLength(32)
  const slide = drawSlide(drawing, 3, { title: 'T', footer: 'F', line: 'L', words: 'W' })
  expect(slide.match(/class="edge"/g)).toHaveLength(3)
  const [, width = 0] = /<svg x=.* width="(\d+)"/.exec(slide) ?? []
  const [, box = ''] = /<svg x=.*viewBox="([^"]+)"/.exec(slide) ?? []
  expect((14 * Number(width)) / Number(box.split(' ')[2])).toBeGreaterThanOrEqual(23.9)
  expect(html).toContain('…')
})

test('an empty graph gives an empty drawing', () => {
  expect(layoutMechanism({ nodes: [], edges: [], truncated: false })).toMatchObject({ nodes: [], edges: [] })
})
