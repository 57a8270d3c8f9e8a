import { UNCHANGED } from '@/lib/clinical/medication/hospital-tables'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { publicationReadingSchema } from '@/lib/documents/publication/contract'
import { ReaderPool } from '@/lib/quarantine/reader-pool'
import type { TaskLimits } from '@/lib/quarantine/reader'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import { at, pdf } from '@/lib/testing/pdf'
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
    medication: () => Promise.resolve(UNCHANGED),
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

test('a PDF is read there with the tables of Chinese encodings, and a scan is refused', async () => {
  const page = [
    at([60, 760], '高血压', { size: 18 }),
    at([60, 720], '每日食盐不超过五克，戒烟限酒，控制体重。'),
  ]
  expect(await read('a.pdf', pdf([page.join('\n')]))).toMatchObject({
    publication: {
      ...{ format: 'pdf', title: '高血压', pages: 1 },
      passages: [{ heading: '高血压', page: 1, text: '每日食盐不超过五克，戒烟限酒，控制体重。' }],
    },
  })
  expect(await read('a.pdf', pdf(['']))).toEqual({ problem: 'no_text_layer' })
})

test('what points to a patient comes out apart from what a title page holds', async () => {
  const text =
    '# 会诊示例\n\n执笔：王继光。联系邮箱：a.b@example.cn\n\n## 病例\n\n患者刘淑珍，女，58岁，住院号：30021544。'
  expect(await read('a.md', Buffer.from(text))).toMatchObject({
    places: {
      patient: [
        { page: null, heading: '会诊示例 › 病例', kind: 'name', text: '刘淑珍' },
        { page: null, heading: '会诊示例 › 病例', kind: 'record_number', text: '30021544' },
      ],
      listed: [
        { heading: '会诊示例', kind: 'name', text: '王继光' },
        { heading: '会诊示例', kind: 'email', text: 'a.b@example.cn' },
      ],
    },
  })
})

test('a refused document gives its problem, and the next one is read', async () => {
  expect(await read('a.docx', Buffer.from('x'))).toEqual({ problem: 'damaged' })
  expect(await read('a.txt', Buffer.from('限盐。'))).toMatchObject({ publication: { format: 'text' } })
})
