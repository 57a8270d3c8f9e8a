import { expect, test } from 'vitest'
import { runFact, type RunRow } from '@/lib/usage/run-fact'

const row = (part: Partial<RunRow> = {}): RunRow => ({
  at: '2026-03-31T16:30:00.000+00:00',
  actorId: 'u1',
  actorName: '李明',
  departmentId: 'card',
  outcome: 'complete',
  answerTokens: 10,
  firstTokenMs: 100,
  queueMs: 5,
  detail: null,
  startDetail: null,
  acknowledged: 0,
  ...part,
})

test('the clock is that of the hospital', () => {
  expect(runFact(row())).toMatchObject({ day: '2026-04-01', hour: 0, weekday: 3 })
})

test('what was not recorded is unknown, not nothing', () => {
  expect(runFact(row())).toMatchObject({ template: '', missingFacts: null, findings: null })
  const none = row({ detail: '{"findings":[]}', startDetail: '{"missingFacts":0,"templateId":"t1"}' })
  expect(runFact(none)).toMatchObject({ template: 't1', missingFacts: 0, findings: [] })
})

test('findings are rules with counts, and what is neither is left out', () => {
  const detail = JSON.stringify({
    findings: ['unit-mismatch=2', 'x', 'dose.range=1', '=3', 'a=b'],
    acknowledgeable: true,
  })
  expect(runFact(row({ detail, acknowledged: 1 }))).toMatchObject({
    findings: [
      ['unit-mismatch', 2],
      ['dose.range', 1],
    ],
    acknowledgeable: true,
    acknowledged: true,
  })
})

test.each(['failed', 'interrupted', 'shutting_down', 'a later one', null])(
  'the outcome %s is a failure',
  (outcome) => {
    expect(runFact(row({ outcome })).outcome).toBe('failed')
  },
)

test.each(['null', '[]', '"x"', '{"findings":3,"acknowledgeable":"yes"}'])(
  'an unknown detail %s says nothing',
  (detail) => {
    expect(runFact(row({ detail, startDetail: detail }))).toMatchObject({
      findings: null,
      acknowledgeable: false,
    })
  },
)
