import fc from 'fast-check'
import { expect, test } from 'vitest'
import { appendEvent } from '@/lib/consult/append-event'
import type { Run } from '@/lib/consult/consult-store'
import type { ConversationTurn } from '@/lib/consult/contract'
import type { RunEvent, RunEventBody } from '@/lib/consult/stream/contract'
import { applyEvent } from '@/lib/consult/turn'
import { SECTION_IDS } from '@/lib/inference/contract'

const asked = (): ConversationTurn => ({
  runId: 'r',
  question: 'q',
  askedAt: '2026-01-01T00:00:00.000Z',
  state: 'running',
  thought: '',
  sections: [],
  terms: [],
  passages: null,
  links: [],
  sourcesRequired: false,
  redFlags: { flags: [], switchedOff: [] },
  review: { findings: [], state: 'running', highRisk: [], switchedOff: [] },
  replaces: null,
  continues: null,
  acknowledged: { red_flags: null, answer: null },
  queue: null,
  done: null,
  error: null,
  context: null,
  modelName: null,
  standing: 'demo',
  card: null,
  lastEventId: 0,
})

const finding = { rule: 'r', severity: 'red', message: 'm' }
const done = { outcome: 'complete', recordId: 'a' }
const text = fc.string({ maxLength: 4 })
const section = fc.constantFrom(...SECTION_IDS)
/** Any event, in any order: only what the reducer reads of its data is made up. */
const body = fc.oneof(
  fc.record({
    event: fc.constant('queued'),
    data: fc.record({ position: fc.nat(9), estimatedSeconds: fc.nat(9) }),
  }),
  fc.record({
    event: fc.constant('started'),
    data: fc.record({
      model: text,
      standing: fc.constantFrom('demo', 'released'),
      contextUsed: fc.nat(9),
      contextLimit: fc.nat(9),
      droppedTurns: fc.array(fc.nat(3), { maxLength: 2 }),
    }),
  }),
  fc.record({ event: fc.constant('thought'), data: fc.record({ text }) }),
  fc.record({ event: fc.constant('section'), data: fc.record({ id: section, title: text }) }),
  fc.record({ event: fc.constant('delta'), data: fc.record({ section, text }) }),
  fc.record({
    event: fc.constant('terms'),
    data: fc.record({ terms: fc.array(fc.record({ surface: text }), { maxLength: 2 }) }),
  }),
  fc.record({
    event: fc.constant('flags'),
    data: fc.record({ flags: fc.constant([]), switchedOff: fc.array(text, { maxLength: 2 }) }),
  }),
  fc.record({
    event: fc.constant('review'),
    data: fc.record({
      findings: fc.array(fc.constant(finding), { maxLength: 2 }),
      state: fc.constantFrom('running', 'done', 'failed'),
      highRisk: fc.array(fc.constantFrom('dose'), { maxLength: 1 }),
    }),
  }),
  fc.record({ event: fc.constant('done'), data: fc.constant(done) }),
  fc.record({ event: fc.constant('error'), data: fc.record({ code: text, message: text }) }),
) as unknown as fc.Arbitrary<RunEventBody>

/** What crosses the network. */
const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
const newRun = () => ({ turn: asked(), events: [], listeners: new Set() }) as unknown as Run

test('server and browser fold any list of events equally, read again after any of them or not', () => {
  fc.assert(
    fc.property(fc.array(body, { maxLength: 30 }), fc.nat(30), fc.nat(5), (bodies, cut, replayed) => {
      const run = newRun()
      let reread = overTheWire(run.turn)
      bodies.forEach((one, i) => {
        appendEvent(run, one)
        if (i + 1 === cut) reread = overTheWire(run.turn)
      })
      const sent: RunEvent[] = overTheWire(run.events)
      const streamed = sent.reduce(applyEvent, asked())
      // A reader that lost its place is sent some events twice.
      const resumed = sent.slice(Math.max(0, reread.lastEventId - replayed)).reduce(applyEvent, reread)
      expect(streamed).toEqual(run.turn)
      expect(resumed).toEqual(run.turn)
    }),
    { numRuns: 500 },
  )
})

test('a turn waits from the queue to the start, and the turn before an event is left as it was', () => {
  const before = asked()
  const data = { position: 2, estimatedSeconds: 9 }
  const queued = applyEvent(before, { id: 1, event: 'queued', data })
  expect([before.queue, queued.queue, queued.lastEventId]).toEqual([null, data, 1])
  const started = { model: 'M', standing: 'demo', contextUsed: 1, contextLimit: 2, droppedTurns: [] } as const
  const running = applyEvent(queued, { id: 2, event: 'started', data: { ...started, droppedTurns: [] } })
  expect([queued.queue, running.queue, running.modelName]).toEqual([data, null, 'M'])
})
