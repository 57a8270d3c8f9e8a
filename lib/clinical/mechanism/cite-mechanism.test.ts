import { expect, test } from 'vitest'
import { citeMechanism, withoutCitations, writeLinks } from '@/lib/clinical/mechanism/cite-mechanism'
import { parseMechanism } from '@/lib/clinical/mechanism/parse-mechanism'

const NONE: ReadonlySet<number> = new Set()
const drawn = (text: string, told: number[] = [1, 2], byRule: number[] = []) => {
  const { graph, citations } = citeMechanism(text, { told: new Set(told), byRule: new Set(byRule) })
  const label = new Map(graph.nodes.map((node) => [node.id, node.label]))
  return graph.edges.map(({ from, to }, i) => [
    label.get(from),
    label.get(to),
    ...(citations[i] ?? []).map(({ n, byRule: tied }) => (tied ? `${n} by rule` : n)),
  ])
}

test.each([
  ['at the end of its sentence', '高血糖导致肾小球硬化[1]。', [['高血糖', '肾小球硬化', 1]]],
  ['behind the mark of its sentence', '高血糖导致肾小球硬化。[1]', [['高血糖', '肾小球硬化', 1]]],
  ['within a step', '高血糖[1]导致肾小球硬化。', [['高血糖', '肾小球硬化', 1]]],
  [
    'for the steps since the one before',
    '高血糖导致肾小球硬化[1]，肾小球硬化导致蛋白尿[2]。',
    [
      ['高血糖', '肾小球硬化', 1],
      ['肾小球硬化', '蛋白尿', 2],
    ],
  ],
  [
    'of two sentences each for its own',
    '高血糖导致肾小球硬化。肾小球硬化导致蛋白尿[2]。',
    [
      ['高血糖', '肾小球硬化'],
      ['肾小球硬化', '蛋白尿', 2],
    ],
  ],
  ['of two passages', '高血糖导致肾小球硬化[1, 2]。', [['高血糖', '肾小球硬化', 1, 2]]],
  [
    'in English',
    'Hyperglycaemia causes glomerulosclerosis [1].',
    [['Hyperglycaemia', 'glomerulosclerosis', 1]],
  ],
])('a citation %s', (_, text, steps) => {
  expect(drawn(text)).toEqual(steps)
})

test('a number of no passage that the model was given is dropped', () => {
  expect(drawn('高血糖导致肾小球硬化[1][7]。', [1])).toEqual([['高血糖', '肾小球硬化', 1]])
  expect(drawn('高血糖导致肾小球硬化[7]。', [])).toEqual([['高血糖', '肾小球硬化']])
})

test('a sentence that a rule tied to a passage cites it, and is told apart', () => {
  const text = '高血糖导致肾小球硬化。肾小球硬化导致蛋白尿。'
  expect(drawn(writeLinks(text, [{ end: 11, n: 2 }]), [2], [2])).toEqual([
    ['高血糖', '肾小球硬化', '2 by rule'],
    ['肾小球硬化', '蛋白尿'],
  ])
})

test('citations change no step and stand in no word of it', () => {
  const text = '高血糖[1]导致肾小球硬化[2]，并激活肾素系统【1】。\nLow flow [1] causes injury [2].'
  const { graph } = citeMechanism(text, { told: NONE, byRule: NONE })
  const plain = parseMechanism(withoutCitations(text))
  const steps = ({ nodes, edges }: typeof graph) => [
    nodes,
    edges.map(({ from, to, kind }) => [from, to, kind]),
  ]
  expect(steps(graph)).toEqual(steps(plain))
  expect(graph.edges.map(({ words }) => words).join('')).not.toMatch(/[[【]/)
})
