import type { BatchItem, Token } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { HOLDS_MAX } from './step-plan'
import { priorityOf, StepPlanner } from './step-planner'

const BATCH = 512
const item = (slot: number, tokens = 1, samples = true): BatchItem => ({
  tokens: Array.from({ length: tokens }, () => 7 as Token),
  logits: Array.from({ length: tokens }, (_, i) => (samples && i === tokens - 1 ? true : undefined)),
  evaluationPriority: priorityOf(slot),
})

/** A planner with a clock moved by hand, and what it plans as slot and amount. */
function planning() {
  let at = 0
  const planner = new StepPlanner(BATCH, 64, () => at)
  return {
    planner,
    pass: (ms: number) => (at += ms),
    plan: (...items: BatchItem[]) =>
      planner
        .strategy({ items, size: BATCH })
        .map(({ item: { evaluationPriority }, processAmount }) => [evaluationPriority - 1, processAmount]),
  }
}

test('a step waits for those at work, then goes without them', () => {
  const { planner, plan } = planning()
  planner.enter(0)
  planner.enter(1)
  for (let i = 0; i < HOLDS_MAX; i += 1) expect(plan(item(0))).toEqual([])
  expect(plan(item(0))).toEqual([[0, 1]])
  expect(plan(item(1), item(0))).toEqual([
    [0, 1],
    [1, 1],
  ])
  expect(planner.meter.counts).toMatchObject({ decode: 2, microBatches: 2, holds: HOLDS_MAX })
})

test('nobody is waited for while the gate is closed', async () => {
  const { planner, plan } = planning()
  planner.enter(0)
  planner.enter(1)
  const open = planner.gate.between(() => {
    expect(plan(item(0))).toEqual([[0, 1]])
    return Promise.resolve()
  })
  await open
  expect(planner.gate.closed).toBe(false)
})

test('whatever it is given, it does not throw', () => {
  const { planner } = planning()
  const broken = [{ tokens: [7], evaluationPriority: 1 }] as unknown as BatchItem[]
  expect(() => planner.strategy({ items: broken, size: BATCH })).not.toThrow()
  expect(planner.strategy({ items: broken, size: BATCH })).toHaveLength(1)
})

test('a prompt beside an answer is cut to what the measured speed allows within 80 ms', () => {
  const { planner, pass, plan } = planning()
  planner.enter(0)
  for (let i = 0; i < 50; i += 1) {
    plan(item(0))
    pass(30)
  }
  planner.enter(1)
  for (let i = 0; i < 50; i += 1) {
    const step = plan(item(0), item(1, 400, false))
    pass(30 + (step[1]?.[1] ?? 0) * 2)
  }
  const [, prompt] = plan(item(0), item(1, 400, false))
  expect(prompt?.[1]).toBeGreaterThanOrEqual(22)
  expect(prompt?.[1]).toBeLessThanOrEqual(28)
})

test('a prompt is queued in chunks of one size, that of background work in eighths', () => {
  const { planner } = planning()
  planner.enter(0)
  planner.enter(1, 'background')
  expect([planner.chunkOf(0), planner.chunkOf(1)]).toEqual([64, 8])
  planner.leave(1)
  planner.enter(1)
  expect(planner.chunkOf(1)).toBe(64)
})

test('slots that shared a step know it', () => {
  const { planner, plan } = planning()
  planner.enter(0)
  plan(item(0))
  expect(planner.wasShared(0)).toBe(false)
  planner.enter(1)
  plan(item(0), item(1))
  expect([planner.wasShared(0), planner.wasShared(1)]).toEqual([true, true])
})

test('a retry has its steps to itself until it is let go', () => {
  const { planner, plan } = planning()
  planner.enter(0)
  planner.enter(1)
  planner.runAlone(1)
  expect(plan(item(0), item(1))).toEqual([[1, 1]])
  planner.runTogether(1)
  expect(plan(item(0), item(1))).toHaveLength(2)
})

test('what only keeps others together is no answer', () => {
  const { planner, plan } = planning()
  let changes = 0
  planner.onChange = () => (changes += 1)
  planner.enter(0)
  planner.enter(1, 'along')
  planner.enter(2)
  plan(item(0), item(1), item(2))
  expect(planner.answering).toEqual([0, 2])
  expect(planner.meter.tokens.decoded).toBe(2)
  planner.leave(1)
  expect(changes).toBe(2)
})
