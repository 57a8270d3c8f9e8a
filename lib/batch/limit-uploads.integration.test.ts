import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addPiece } from '@/lib/batch/add-piece'
import { createJob } from '@/lib/batch/create-job'
import { actor, asked } from '@/lib/testing/batch-jobs'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
beforeEach(() => {
  state = createTestState()
  installEngine()
  resetProcess('batch-store')
})
afterEach(() => state.remove())

test('one person has four files under way at once, in whatever session', async () => {
  const { id } = await createJob(asked)
  const other = { ...asked, actor: { ...actor, sessionId: 's2' } }
  const second = await createJob(other)
  const begin = (job: string, who: typeof asked) =>
    addPiece({ id: job, name: 'a.txt', bytes: Buffer.from('a'), file: randomUUID(), offset: 0, size: 2 }, who)
  for (const [job, who] of [
    [id, asked],
    [second.id, other],
    [id, asked],
    [second.id, other],
  ] as const) {
    expect((await begin(job, who)).complete).toBe(false)
  }
  await expect(begin(id, asked)).rejects.toMatchObject({
    ...{ code: 'too_many_uploads', status: 429, params: { limit: 4, retryAfterSeconds: 5 } },
  })
})
