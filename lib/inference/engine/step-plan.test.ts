import { expect, test } from 'vitest'
import fc from 'fast-check'
import { countMicroBatches, HOLDS_MAX, planStep, type QueuedWork, type StepRules } from './step-plan'

const RULES: StepRules = {
  expected: 0,
  held: 0,
  batch: 512,
  prefillCap: 64,
  prefillMax: 128,
  yielding: new Set(),
  lastPrefill: -1,
  alone: null,
}
const token = (slot: number): QueuedWork => ({ slot, tokens: 1, samples: true })
const prompt = (slot: number, tokens: number): QueuedWork => ({ slot, tokens, samples: false })
const plan = (queued: QueuedWork[], rules: Partial<StepRules> = {}) =>
  planStep(queued, { ...RULES, ...rules }).map(({ slot, tokens }) => [slot, tokens])

test.each([
  { what: 'nothing queued', queued: [], rules: {}, expected: [] },
  {
    what: 'answers are sorted by slot',
    queued: [token(2), token(0), token(1)],
    rules: {},
    expected: [
      [0, 1],
      [1, 1],
      [2, 1],
    ],
  },
  {
    what: 'a step waits for a sequence that is on its way',
    queued: [token(0)],
    rules: { expected: 2 },
    expected: [],
  },
  {
    what: 'it does not wait for ever',
    queued: [token(0)],
    rules: { expected: 2, held: HOLDS_MAX },
    expected: [[0, 1]],
  },
  {
    what: 'a prompt beside answers is cut to the cap',
    queued: [prompt(1, 512), token(0), token(2)],
    rules: {},
    expected: [
      [0, 1],
      [1, 64],
      [2, 1],
    ],
  },
  {
    what: 'the more prompts wait beside one answer, the more is read',
    queued: [token(0), prompt(1, 512), prompt(2, 512), prompt(3, 512)],
    rules: { prefillCap: 40 },
    expected: [
      [0, 1],
      [1, 120],
    ],
  },
  {
    what: 'up to the size of a chunk',
    queued: [token(0), prompt(1, 512), prompt(2, 512), prompt(3, 512)],
    rules: {},
    expected: [
      [0, 1],
      [1, 128],
    ],
  },
  {
    what: 'background work waits while a prompt of a question is read',
    queued: [token(0), prompt(1, 512), token(2)],
    rules: { yielding: new Set([0, 2]) },
    expected: [[1, 512]],
  },
  {
    what: 'and shares the steps of answers',
    queued: [token(0), prompt(1, 512), token(2)],
    rules: { yielding: new Set([1, 2]) },
    expected: [
      [0, 1],
      [1, 64],
      [2, 1],
    ],
  },
  { what: 'a prompt alone has the whole step', queued: [prompt(1, 900)], rules: {}, expected: [[1, 512]] },
  {
    what: 'of two prompts the one after the last has its turn',
    queued: [prompt(0, 100), prompt(3, 100)],
    rules: { lastPrefill: 0 },
    expected: [[3, 100]],
  },
  {
    what: 'and the turn goes round',
    queued: [prompt(0, 100), prompt(3, 100)],
    rules: { lastPrefill: 3 },
    expected: [[0, 100]],
  },
  {
    what: 'the end of a prompt that samples is still a prompt',
    queued: [{ slot: 0, tokens: 100, samples: true }, token(1)],
    rules: {},
    expected: [
      [0, 64],
      [1, 1],
    ],
  },
  {
    what: 'a retry has the step to itself and waits for nobody',
    queued: [token(0), token(1), token(2)],
    rules: { alone: 1, expected: 4 },
    expected: [[1, 1]],
  },
  {
    what: 'others go on when the retry has nothing queued',
    queued: [token(0)],
    rules: { alone: 1 },
    expected: [[0, 1]],
  },
  {
    what: 'among many answers a heading is read token by token, beside a prompt',
    queued: [...[0, 1, 2, 3, 4, 5].map(token), { slot: 6, tokens: 5, samples: true }, prompt(7, 99)],
    rules: {},
    expected: [...[0, 1, 2, 3, 4, 5, 6].map((slot) => [slot, 1]), [7, 64]],
  },
  {
    what: 'a batch full of answers has no room for a prompt',
    queued: [token(0), token(1), prompt(2, 9)],
    rules: { batch: 2 },
    expected: [
      [0, 1],
      [1, 1],
    ],
  },
])('$what', ({ queued, rules, expected }) => {
  expect(plan(queued, rules)).toEqual(expected)
})

test.each<{ what: string; step: [number, number][]; microBatch?: number; count: number }>([
  { what: 'no work', step: [], count: 0 },
  { what: 'neighbours share one', step: [[0, 1], [1, 1], [2, 1], [3, 1]], count: 1 }, // prettier-ignore
  { what: 'order matters', step: [[1, 1], [0, 1]], count: 2 }, // prettier-ignore
  { what: 'a gap splits', step: [[0, 1], [2, 1], [3, 1]], count: 2 }, // prettier-ignore
  { what: 'a prompt adds one', step: [[0, 1], [1, 64], [2, 1]], count: 2 }, // prettier-ignore
  { what: 'a prompt alone is one', step: [[4, 512]], count: 1 },
  { what: 'a prompt over the micro-batch is cut', step: [[4, 512]], microBatch: 256, count: 2 },
])('micro-batches: $what', ({ step, microBatch, count }) => {
  const work = step.map(([slot, tokens]) => ({ slot, tokens }))
  expect(countMicroBatches(work, microBatch ?? 512)).toBe(count)
})

const anyQueue = fc
  .uniqueArray(
    fc.record({ slot: fc.nat(31), tokens: fc.integer({ min: 1, max: 2000 }), samples: fc.boolean() }),
    {
      selector: ({ slot }) => slot,
    },
  )
  .filter((queued) => queued.length > 0)

test('whatever is queued, a step that waits no longer does something, within the batch and in order', () => {
  fc.assert(
    fc.property(
      anyQueue,
      fc.integer({ min: 32, max: 600 }),
      fc.integer({ min: 1, max: 600 }),
      (queued, batch, cap) => {
        const step = planStep(queued, { ...RULES, batch, prefillCap: cap, held: HOLDS_MAX, expected: 64 })
        const slots = step.map(({ slot }) => slot)
        expect(step.length).toBeGreaterThan(0)
        expect(step.reduce((sum, { tokens }) => sum + tokens, 0)).toBeLessThanOrEqual(batch)
        expect(slots).toEqual([...slots].sort((a, b) => a - b))
        expect(new Set(slots).size).toBe(slots.length)
        expect(step.every(({ tokens }) => tokens >= 1)).toBe(true)
      },
    ),
  )
})

test('no prompt is left out for ever: every one has its turn within as many steps as there are prompts', () => {
  fc.assert(
    fc.property(anyQueue, (queued) => {
      const waiting = new Set(
        queued.filter(({ tokens, samples }) => !samples || tokens > 1).map(({ slot }) => slot),
      )
      let lastPrefill = -1
      for (let i = 0; i < queued.length; i += 1) {
        const step = planStep(queued, { ...RULES, lastPrefill })
        const read = step.find(({ slot }) =>
          queued.some((work) => work.slot === slot && !(work.samples && work.tokens === 1)),
        )
        if (read) {
          waiting.delete(read.slot)
          lastPrefill = read.slot
        }
      }
      expect([...waiting]).toEqual([])
    }),
  )
})
