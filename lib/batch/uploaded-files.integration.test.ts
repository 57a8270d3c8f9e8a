import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addPiece } from '@/lib/batch/add-piece'
import { ownedJob } from '@/lib/batch/batch-store'
import { createJob } from '@/lib/batch/create-job'
import { listRows } from '@/lib/batch/rows'
import { asked, upload } from '@/lib/testing/batch-jobs'
import { resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
beforeEach(() => {
  state = createTestState()
  resetProcess('batch-store')
})
afterEach(() => state.remove())

test('bad files cost themselves only, and names stay apart', async () => {
  const { id } = await createJob(asked)
  await upload(id, { name: 'a.txt', content: '出院诊断：肺炎' })
  await upload(id, { name: 'a.txt', content: '出院诊断：心衰' })
  await upload(id, { name: 'empty.txt', content: '' })
  await upload(id, { name: 'x.pdf', content: '%PDF-1.7' })
  const huge = {
    id,
    name: 'huge.txt',
    bytes: Buffer.alloc(0),
    file: randomUUID(),
    offset: 0,
    size: 500 * 1024 * 1024,
  }
  const { job } = await addPiece(huge, asked)
  expect(job.documents).toBe(2)
  expect(job.problems).toEqual([
    { name: 'empty.txt', problem: 'empty' },
    { name: 'x.pdf', problem: 'unsupported' },
    { name: 'huge.txt', problem: 'too_large' },
  ])
  expect(listRows(id, { page: 1, filter: 'all', search: '' }, 's1').rows.map(({ name }) => name)).toEqual([
    'a.txt',
    'a.txt (2)',
  ])
})

test('pieces come in order, and a file that is cut in a character is whole again', async () => {
  const { id } = await createJob(asked)
  const bytes = Buffer.from('出院诊断：肺炎')
  const file = randomUUID()
  const piece = (from: number, to: number) => ({
    id,
    name: 'a.txt',
    file,
    offset: from,
    size: bytes.length,
    bytes: bytes.subarray(from, to),
  })
  expect((await addPiece(piece(0, 4), asked)).complete).toBe(false)
  expect((await addPiece(piece(4, bytes.length), asked)).complete).toBe(true)
  expect(ownedJob(id, 's1').rows[0]?.text).toBe('出院诊断：肺炎')
  await expect(addPiece(piece(4, 9), asked)).rejects.toMatchObject({ code: 'not_found' })
  await addPiece(piece(0, 4), asked)
  await expect(addPiece(piece(5, 9), asked)).rejects.toMatchObject({ code: 'invalid_input' })
})
