import { afterEach, beforeEach, expect, test } from 'vitest'
import { openOffice } from '@/lib/documents/read/open-office'
import { exportJob } from '@/lib/batch/export-job'
import { editRow } from '@/lib/batch/rows'
import { totalRows } from '@/lib/batch/total-rows'
import { asked, CANARY, finishedJob, named, SUMMARY } from '@/lib/testing/batch-jobs'
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

test('totals are counted over accepted rows, or all, and their file marks what few documents say', async () => {
  const summary =
    '出院诊断：急性心肌梗死（I21.900）\n出院带药：阿司匹林 100mg 每日一次；氯吡格雷 75mg 每日一次'
  const { id } = await finishedJob(...Array.from({ length: 5 }, () => summary), '出院诊断：=肺炎')
  expect((await totalRows(id, { rows: 'accepted' }, 's1')).documents).toBe(0)
  editRow({ id, row: 1 }, { accepted: true }, 's1')
  expect((await totalRows(id, { rows: 'accepted' }, 's1')).documents).toBe(1)
  const all = await totalRows(id, { rows: 'all' }, 's1')
  expect(all.diagnoses.rows[0]).toMatchObject({ code: 'I21', documents: 5 })
  expect(all.byDrug.sets[0]?.rows).toEqual([{ names: ['阿司匹林', '氯吡格雷'], documents: 5 }])
  const chosen = await totalRows(id, { rows: 'all', diagnosis: 'I21' }, 's1')
  expect([chosen.documents, chosen.diagnoses.rows.length]).toEqual([5, 1])
  await expect(totalRows(id, { rows: 'all' }, 'another')).rejects.toMatchObject({ code: 'not_found' })

  const answer = await exportJob(id, { format: 'totals', rows: 'all' }, asked)
  const csv = await answer.text()
  expect(csv).toContain('drugs_together_2,1,阿司匹林 + 氯吡格雷,,5,0.8333,no')
  expect(csv).toMatch(/^diagnosis,2,.*,1,0\.1667,yes$/m)
  expect(csv).not.toMatch(/(?:^|,|")[=+@]/m)
  expect(answer.headers.get('content-disposition')).toContain('innerward-batch-totals.csv')
  expect((await named('batch.exported')).map(({ detail }) => JSON.parse(detail ?? '{}') as object)).toEqual([
    { format: 'totals', rows: 6, values: 16, which: 'all' },
  ])
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
