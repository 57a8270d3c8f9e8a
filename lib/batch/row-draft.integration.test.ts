import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { toJob } from '@/lib/batch/batch-store'
import { deleteRowDraft, readRowDraft, saveRowDraft } from '@/lib/batch/row-draft'
import { editRow, listRows } from '@/lib/batch/rows'
import { CANARY, finishedJob, SUMMARY } from '@/lib/testing/batch-jobs'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
beforeEach(() => {
  state = createTestState()
  installEngine()
  resetProcess('batch-store')
})
afterEach(() => state.remove())

test('what is corrected and not saved is a draft of its row, bounded, until it is saved, dropped or its job ends', async () => {
  const { id, job } = await finishedJob(SUMMARY, SUMMARY)
  const unsaved = () =>
    listRows(id, { page: 1, filter: 'unsaved', search: '' }, 's1').rows.map(({ number }) => number)
  saveRowDraft({ id, row: 1 }, CANARY, 's1')
  saveRowDraft({ id, row: 2 }, CANARY, 's1')
  expect(readRowDraft({ id, row: 2 }, 's1')).toBe(CANARY)
  expect(unsaved()).toEqual([1, 2])
  expect(toJob(job).unsaved).toBe(2)
  expect(() => saveRowDraft({ id, row: 1 }, 'x'.repeat(4_000_000), 's1')).toThrow(
    expect.objectContaining({ code: 'payload_too_large' }) as Error,
  )
  editRow({ id, row: 1 }, { accepted: true }, 's1')
  expect(unsaved()).toEqual([1, 2])
  editRow({ id, row: 1 }, { accepted: true, values: [] }, 's1')
  deleteRowDraft({ id, row: 2 }, 's1')
  expect(unsaved()).toEqual([])
  const files = readdirSync(state.dir, { recursive: true }).map((name) => path.join(state.dir, String(name)))
  expect(files.filter((one) => statSync(one).isFile() && readFileSync(one).includes(CANARY))).toEqual([])
})
