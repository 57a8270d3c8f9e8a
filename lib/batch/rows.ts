import 'server-only'
import type { z } from 'zod'
import { ownedJob, rowOf, type StoredRow } from '@/lib/batch/batch-store'
import { batch } from '@/lib/batch/feature'
import { FIELDS, type BatchValue, type Statement } from '@/lib/documents/contract'
import {
  ROWS_PER_PAGE,
  type BatchRow,
  type EditRowInput,
  type listRowsInput,
  type listRowsOutput,
  type RowSummary,
} from '@/lib/batch/contract'
import { AppError } from '@/lib/errors/app-error'

function summaryOf(row: StoredRow): RowSummary {
  const { number, name, state, note, missing, masked, accepted, edited, draft, values } = row
  const counts = Object.fromEntries(
    FIELDS.map((field) => [field, values.filter((value) => value.field === field).length]),
  ) as RowSummary['counts']
  return { number, name, state, note, missing, masked, accepted, edited, unsaved: draft !== '', counts }
}

/** A row with its masked text and all values. */
function toRow(row: StoredRow): BatchRow {
  const { number, name, text, state, note, missing, masked, accepted, edited, draft, values } = row
  const unsaved = draft !== ''
  return { number, name, text, state, note, missing, masked, accepted, edited, unsaved, values }
}

const FILTER: Record<z.infer<typeof listRowsInput>['filter'], (row: StoredRow) => boolean> = {
  all: () => true,
  open: ({ state, accepted }) => state === 'done' && !accepted,
  accepted: ({ accepted }) => accepted,
  failed: ({ state, note }) => state === 'failed' || note !== null,
  missing: ({ state, missing }) => state === 'done' && missing.length > 0,
  model: ({ values }) => values.some(({ origin }) => origin === 'model'),
  unsaved: ({ draft }) => draft !== '',
}

/** A page of a job's rows, filtered, without text. Throws AppError `not_found`. */
export function listRows(
  id: string,
  { page, filter, search }: z.infer<typeof listRowsInput>,
  sessionId: string,
): z.infer<typeof listRowsOutput> {
  const job = ownedJob(id, sessionId)
  job.touchedAt = Date.now()
  const wanted = search.toLowerCase()
  const matches = ({ name, values, text }: StoredRow) =>
    wanted === '' ||
    name.toLowerCase().includes(wanted) ||
    values.some((value) => value.name.toLowerCase().includes(wanted)) ||
    text.toLowerCase().includes(wanted)
  const rows = job.rows.filter((row) => FILTER[filter](row) && matches(row))
  const from = (page - 1) * ROWS_PER_PAGE
  return { rows: rows.slice(from, from + ROWS_PER_PAGE).map(summaryOf), total: rows.length }
}

/** One row with its text. Throws AppError `not_found`. */
export function readRow(id: string, number: number, sessionId: string): BatchRow {
  const job = ownedJob(id, sessionId)
  job.touchedAt = Date.now()
  return toRow(rowOf(job, number))
}

const STATED = ['field', 'name', 'code', 'dose', 'route', 'frequency', 'value', 'unit', 'flag'] as const
const sameStatement = (a: Statement, b: Statement) => STATED.every((key) => (a[key] ?? '') === (b[key] ?? ''))

/** What a person wrote: unchanged values keep their words and origin, changed ones are the person's. */
function editedValues(row: StoredRow, given: NonNullable<EditRowInput['values']>): BatchValue[] {
  return given.map(({ id, ...statement }) => {
    const former = row.values.find((value) => value.id === id)
    if (former && sameStatement(former, statement)) return former
    const place = { span: former?.span ?? null, words: former?.words ?? '', origin: 'person' as const }
    if (former) return { ...statement, ...place, id: former.id }
    row.nextValueId += 1
    return { ...statement, ...place, id: row.nextValueId - 1 }
  })
}

/** Changes and accepts a finished row. Throws AppError `not_found`, or `batch_running` while the row waits. */
export function editRow(
  { id, row: number }: { id: string; row: number },
  { accepted, values }: EditRowInput,
  sessionId: string,
): BatchRow {
  const job = ownedJob(id, sessionId)
  job.touchedAt = Date.now()
  const row = rowOf(job, number)
  if (row.state === 'waiting') throw new AppError(batch.errors.batch_running)
  if (values) {
    row.values = editedValues(row, values)
    row.edited ||= row.values.some(({ origin }) => origin === 'person')
    row.draft = ''
  }
  row.accepted = accepted
  return toRow(row)
}
