import { expect, test } from 'vitest'
import { addModelLinks } from './add-model-links'
import { parseMechanism } from './parse-mechanism'

const TEXT = '斑块破裂导致血栓形成。血栓一旦堵住冠脉，心肌便缺血。'
const rules = parseMechanism(TEXT)
const quote = '血栓一旦堵住冠脉，心肌便缺血'

test('a link whose words stand in the text is added and marked as the model’s', () => {
  const { graph, added, dropped } = addModelLinks(
    rules,
    [{ quote, cause: '血栓一旦堵住冠脉', effect: '心肌便缺血', kind: 'causes' }],
    TEXT,
  )
  expect({ added, dropped }).toEqual({ added: 1, dropped: 0 })
  expect(graph.edges.map(({ origin, words }) => [origin, words])).toEqual([
    ['rule', '斑块破裂导致血栓形成'],
    ['model', quote],
  ])
})

test.each([
  ['an invented quotation', { quote: '血栓导致死亡', cause: '血栓', effect: '死亡' }],
  ['an invented effect', { quote, cause: '血栓', effect: '心脏骤停' }],
  ['an empty quotation', { quote: ' ', cause: ' ', effect: ' ' }],
])('%s is dropped', (_, link) => {
  const { graph, added, dropped } = addModelLinks(rules, [{ ...link, kind: 'causes' }], TEXT)
  expect({ added, dropped, edges: graph.edges.length }).toEqual({ added: 0, dropped: 1, edges: 1 })
})
