import { afterEach, beforeEach, expect, test } from 'vitest'
import { publicationReadingSchema } from '@/lib/documents/publication/contract'
import { ReaderPool } from '@/lib/quarantine/reader-pool'
import type { TaskLimits } from '@/lib/quarantine/reader'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import { docx } from '@/lib/testing/zip'

const LIMITS: TaskLimits = { cpuSeconds: 90, totalCpuSeconds: 90, silentSeconds: 300, residentMiB: 1024 }

let state: TestState
let pool: ReaderPool
beforeEach(() => {
  state = createTestState()
  pool = new ReaderPool({
    size: 1,
    waiting: { interactive: 8, background: 8 },
    waitingInAll: 8,
    limits: { interactive: LIMITS, background: LIMITS },
    tables: () => [],
  })
})
afterEach(() => {
  pool.stop()
  return state.remove()
})

const read = (name: string, bytes: Buffer) =>
  pool.run('readPublication', { name, bytes }, { person: 'u1', priority: 'background' })

test('a document comes out of the quarantine as the contract says', async () => {
  const reading = await read('a.md', Buffer.from('# 高血压\n\n限盐。'))
  expect(publicationReadingSchema.parse(reading)).toMatchObject({
    publication: {
      ...{ format: 'markdown', title: '高血压', language: 'zh-CN', pages: null },
      passages: [{ heading: '高血压', page: null, text: '限盐。' }],
    },
  })
  expect(await read('a.docx', docx(['限盐。']))).toMatchObject({ publication: { format: 'docx' } })
})

test('a refused document gives its problem, and the next one is read', async () => {
  expect(await read('a.docx', Buffer.from('x'))).toEqual({ problem: 'damaged' })
  expect(await read('a.txt', Buffer.from('限盐。'))).toMatchObject({ publication: { format: 'text' } })
})
