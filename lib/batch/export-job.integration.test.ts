import { afterEach, beforeEach, expect, test } from 'vitest'
import { openOffice } from '@/lib/documents/read/open-office'
import { exportJob } from '@/lib/batch/export-job'
import { editRow } from '@/lib/batch/rows'
import { asked, CANARY, finishedJob, SUMMARY } from '@/lib/testing/batch-jobs'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
beforeEach(() => {
  state = createTestState()
  installEngine()
  resetProcess('batch-store')
})
afterEach(() => state.remove())

test('exports are whole, typed, and no cell is a formula', async () => {
  const { id } = await finishedJob(SUMMARY, '出院诊断：肺炎')
  const file = async (format: 'csv' | 'xlsx' | 'fhir') =>
    Buffer.from(await (await exportJob(id, { format, rows: 'all' }, asked)).arrayBuffer())
  const csv = (await file('csv')).toString('utf8')
  expect(csv).toContain(CANARY)
  expect(csv).toContain(`'=cmd|' /C calc'!A0`)
  expect(csv).not.toMatch(/(?:^|,|")[=+@]/m)
  const office = await openOffice('x.xlsx', await file('xlsx'))
  const cells: string[] = []
  for (const part of ['xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml']) {
    const read = office.read<string>(part, (emit) => ({ open: (name) => emit(`<${name}>`), text: emit }))
    for await (const piece of read) cells.push(piece)
  }
  expect(cells).toContain(CANARY)
  expect(cells).toContain('<c>')
  expect(cells.filter((cell) => cell.startsWith('=') || cell === '<f>')).toEqual([])
  const bundle = JSON.parse((await file('fhir')).toString('utf8')) as {
    resourceType: string
    entry: { resource: { resourceType: string; subject: unknown } }[]
  }
  expect(bundle.resourceType).toBe('Bundle')
  const kinds = bundle.entry.map(({ resource }) => resource.resourceType)
  expect(kinds).toContain('Condition')
  expect(kinds).toContain('MedicationStatement')
  expect(bundle.entry.every(({ resource }) => resource.subject !== undefined)).toBe(true)
})

test('only accepted rows are exported when asked, and none is an error', async () => {
  const { id } = await finishedJob(SUMMARY, '出院诊断：肺炎')
  await expect(exportJob(id, { format: 'csv', rows: 'accepted' }, asked)).rejects.toMatchObject({
    code: 'batch_empty',
  })
  editRow({ id, row: 2 }, { accepted: true }, 's1')
  const csv = await (await exportJob(id, { format: 'csv', rows: 'accepted' }, asked)).text()
  expect(csv).toContain('肺炎')
  expect(csv).not.toContain(CANARY)
})
