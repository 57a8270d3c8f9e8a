import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { GenerateEvent } from '@/lib/inference/contract'
import { WordGatherer } from '@/lib/inference/engine/gather-words'

const thought = (text: string): GenerateEvent => ({ type: 'thought', data: { text } })
const delta = (section: 'definition' | 'mechanism', text: string): GenerateEvent => ({
  type: 'delta',
  data: { section, text },
})
const section: GenerateEvent = { type: 'section', data: { id: 'definition', title: '定义' } }

let told: GenerateEvent[]
let gatherer: WordGatherer

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  told = []
  gatherer = new WordGatherer((event) => told.push(event))
})
afterEach(() => void vi.useRealTimers())

describe('words of a fast model', () => {
  test('the first goes out at once, those of the next 80 ms together', () => {
    for (const text of ['胸', '痛', '2', '小时']) gatherer.push(thought(text))
    expect(told).toEqual([thought('胸')])
    vi.advanceTimersByTime(79)
    expect(told).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(told).toEqual([thought('胸'), thought('痛2小时')])
  })

  test('of a slow one each goes out at once', () => {
    for (const text of ['胸', '痛']) {
      gatherer.push(thought(text))
      vi.advanceTimersByTime(100)
    }
    expect(told).toEqual([thought('胸'), thought('痛')])
  })

  test('keep their order with what is not words, and no part takes words of another', () => {
    gatherer.push(thought('a'))
    gatherer.push(thought('b'))
    gatherer.push(section)
    gatherer.push(delta('definition', 'c'))
    gatherer.push(delta('definition', 'd'))
    gatherer.push(delta('mechanism', 'e'))
    gatherer.flush()
    expect(told).toEqual([
      thought('a'),
      thought('b'),
      section,
      delta('definition', 'cd'),
      delta('mechanism', 'e'),
    ])
  })

  test('are not told twice, and what is held goes out when nothing follows', () => {
    gatherer.push(thought('a'))
    gatherer.push(thought('b'))
    gatherer.flush()
    vi.advanceTimersByTime(1000)
    expect(told).toEqual([thought('a'), thought('b')])
  })
})
