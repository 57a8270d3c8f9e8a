import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { recordAlone } from '@/lib/audit/record-event'
import { consultEvents } from '@/lib/consult/events'
import { db } from '@/lib/db/client'
import { inferenceEvents } from '@/lib/inference/events'
import { installedPart, installPart, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import { followRuns } from '@/lib/usage/keep-runs'
import { readRows, readRuns, type RunSelection } from '@/lib/usage/read-runs'

let state: TestState
beforeEach(() => {
  state = createTestState()
})
afterEach(async () => {
  vi.useRealTimers()
  await state.remove()
})

const at = (moment: string): void => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(moment) })
  resetProcess('audit-clock')
}
const of = (n: number) => ({
  actor: {
    userId: `u${n % 3}`,
    displayName: `医生 ${n % 3}`,
    departmentId: n % 4 === 0 ? null : `d${n % 2}`,
  },
  runId: `run${n}`,
})

async function ask(n: number): Promise<void> {
  at(`2026-0${1 + (n % 3)}-1${n % 7}T${n % 2 ? '15:59' : '16:00'}:00Z`)
  if (n % 5 === 0) {
    const { actor } = of(n)
    const detail = { code: 'identifiers_found' as const }
    await recordAlone({ event: inferenceEvents['consult.refused'], outcome: 'refused', actor, detail })
    return
  }
  const detail = n % 2 ? { templateId: `builtin-t${n % 3}`, missingFacts: n % 4 } : undefined
  await recordAlone({ event: consultEvents['consult.started'], outcome: 'ok', ...of(n), detail })
  await recordAlone({
    event: consultEvents['consult.finished'],
    outcome: n % 3 ? 'complete' : 'failed',
    ...of(n),
    answerTokens: n,
    ...(n % 3 ? { firstTokenMs: n * 10, queueMs: n } : {}),
    ...(n % 2 ? { detail: { acknowledgeable: true, findings: n % 4 === 1 ? ['unit-mismatch=2'] : [] } } : {}),
  })
}
const acknowledge = (n: number) =>
  recordAlone({ event: consultEvents['answer.acknowledged'], outcome: 'ok', ...of(n) })

const YEAR = { from: '2026-01-01', to: '2026-12-31', departments: 'all' } as const
const SELECTIONS: RunSelection[] = [
  YEAR,
  { ...YEAR, departments: ['d1'] },
  { ...YEAR, departments: [] },
  { ...YEAR, doctor: 'u2' },
  { ...YEAR, from: '2026-02-12', to: '2026-03-14' },
]
const inOrder = async (runs: AsyncGenerator<object[]>) =>
  (await Array.fromAsync(runs))
    .flat()
    .map((run) => JSON.stringify(run))
    .sort()

/** What is kept says of each selection what a count of all rows says. */
async function agree(least: number): Promise<void> {
  for (const selection of SELECTIONS) {
    expect(await inOrder(readRuns(selection))).toEqual(await inOrder(readRows(selection)))
  }
  expect((await inOrder(readRuns(YEAR))).length).toBe(least)
}

test('what is kept of the runs is what the rows say: after more of them, acknowledgements, retention and another trail', async () => {
  for (let n = 1; n <= 30; n++) await ask(n)
  await followRuns()
  await agree(30)
  for (let n = 31; n <= 45; n++) await ask(n)
  for (const n of [7, 8, 33]) await acknowledge(n)
  await agree(45)
  const [oldest] = await (
    await db()
  ).auditEvent.findMany({ where: { event: 'consult.finished' }, orderBy: { id: 'asc' }, skip: 9, take: 1 })
  const upToId = oldest?.id ?? 0
  const statement = { fromId: 1, lastMac: oldest?.mac ?? '', keyId: 'k', signature: 's' }
  const times = { olderThan: new Date(), at: new Date() }
  await (await db()).auditTombstone.create({ data: { upToId, ...statement, ...times } })
  await (await db()).auditEvent.deleteMany({ where: { id: { lte: upToId } } })
  const left = (await inOrder(readRows(YEAR))).length
  expect(left).toBeLessThan(36)
  await agree(left)
  const kept = installedPart('usage-runs')
  await state.remove()
  state = createTestState()
  installPart('usage-runs', kept)
  await ask(1)
  await agree(1)
})
