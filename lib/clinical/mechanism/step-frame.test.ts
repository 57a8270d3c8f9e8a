import { expect, test } from 'vitest'
import { FONT_SIZE, layoutMechanism } from './layout-mechanism'
import { parseMechanism } from './parse-mechanism'
import { stepFrame } from './step-frame'

const CHAIN = Array.from({ length: 14 }, (_, i) => `第${i}步的中间产物 → 第${i + 1}步的中间产物`).join('\n')
const drawing = layoutMechanism(parseMechanism(CHAIN))

test('on a projector every step has labels of 24 pixels, and both of its nodes in sight', () => {
  const screen = { width: 1800, height: 800, label: 24 }
  expect(drawing.edges.length).toBeGreaterThan(10)
  for (const { step, from, to } of drawing.edges) {
    const [x, y, width, height] = stepFrame(drawing, step, screen)
    expect((FONT_SIZE * screen.width) / width).toBeGreaterThanOrEqual(23.9)
    for (const node of drawing.nodes.filter(({ id }) => id === from || id === to)) {
      expect(node.x - node.width / 2).toBeGreaterThanOrEqual(x)
      expect(node.x + node.width / 2).toBeLessThanOrEqual(x + width)
      expect(node.y - node.height / 2).toBeGreaterThanOrEqual(y)
      expect(node.y + node.height / 2).toBeLessThanOrEqual(y + height)
    }
  }
})

test('a drawing that fits is shown whole, in the middle', () => {
  const [x, y, width, height] = stepFrame(drawing, 1, { width: 20_000, height: 20_000, label: 24 })
  expect(x + width / 2).toBeCloseTo(drawing.width / 2)
  expect(y + height / 2).toBeCloseTo(drawing.height / 2)
})

test('on a small screen both nodes go before the size of the labels', () => {
  const [, , width] = stepFrame(drawing, 1, { width: 200, height: 200, label: 24 })
  expect(width).toBeGreaterThan((200 * FONT_SIZE) / 24)
})
