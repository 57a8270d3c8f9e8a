import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { totalsSchema } from '@/lib/documents/totals/contract'
import { fetchJson } from '@/lib/shared/fetch-json'
import {
  currentJobOutput,
  FILE_NAME_HEADER,
  jobSchema,
  listRowsOutput,
  PIECE_BYTES,
  pieceOutput,
  rowSchema,
  type EditRowInput,
  type ExportFormat,
  type Job,
  type listRowsInput,
  type RowSummary,
  type TotalRowsInput,
} from './contract'

const JOBS = '/api/batch/jobs'
const POLL_MS = 1500

/** The session's job with its progress, asked for again while it works. */
export const currentJobQuery = queryOptions({
  queryKey: ['batch'],
  queryFn: ({ signal }) => fetchJson(JOBS, { output: currentJobOutput, signal }),
  refetchInterval: ({ state }) => (state.data?.job?.state === 'running' ? POLL_MS : 15_000),
})

export const createJob = () => fetchJson(JOBS, { method: 'POST', output: jobSchema })

/** A version 4 UUID; `crypto.randomUUID` is missing on pages that are reached by plain http. */
function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Sends a file in pieces, one after the other, and returns the job as it is then. Throws RequestError. */
export async function uploadFile(jobId: string, file: File, signal: AbortSignal): Promise<Job> {
  const id = freshId()
  const headers = { [FILE_NAME_HEADER]: encodeURIComponent(file.name.slice(-255)) }
  for (let offset = 0; ; offset += PIECE_BYTES) {
    const query = new URLSearchParams({ file: id, offset: String(offset), size: String(file.size) })
    const { complete, job } = await fetchJson(`${JOBS}/${jobId}/files?${query.toString()}`, {
      method: 'POST',
      bytes: file.slice(offset, offset + PIECE_BYTES),
      headers,
      output: pieceOutput,
      signal,
    })
    if (complete) return job
  }
}

export const startJob = (id: string, useModel: boolean) =>
  fetchJson(`${JOBS}/${id}/start`, { method: 'POST', body: { useModel }, output: jobSchema })

export const steerJob = (id: string, action: 'pause' | 'resume' | 'stop') =>
  fetchJson(`${JOBS}/${id}/state`, { method: 'PUT', body: { action }, output: jobSchema })

export const wipeJob = (id: string) => fetchJson(`${JOBS}/${id}`, { method: 'DELETE', output: null })

/** Begins the key of every page of rows. */
export const ROWS = ['batch-rows'] as const
/** Begins the key of every row. */
export const ROW = ['batch-row'] as const

type RowPage = z.infer<typeof listRowsOutput>

/** A page of rows. `finished` is part of the key, so that the page follows the job. */
export const rowsQuery = (id: string, input: z.input<typeof listRowsInput>, finished: number) =>
  queryOptions({
    queryKey: [...ROWS, id, input, finished],
    queryFn: ({ signal }) =>
      fetchJson(`${JOBS}/${id}/rows`, { method: 'POST', body: input, output: listRowsOutput, signal }),
    placeholderData: keepPreviousData,
  })

/** What the documents say together. `changes` tells of what happened to the rows since, for example the number of accepted ones. */
export const totalsQuery = (id: string, input: TotalRowsInput, changes: string) =>
  queryOptions({
    queryKey: [...ROWS, 'totals', id, input, changes],
    queryFn: ({ signal }) =>
      fetchJson(`${JOBS}/${id}/totals`, { method: 'POST', body: input, output: totalsSchema, signal }),
    placeholderData: keepPreviousData,
  })

export const rowQuery = (id: string, row: number) =>
  queryOptions({
    queryKey: [...ROW, id, row],
    queryFn: ({ signal }) => fetchJson(`${JOBS}/${id}/rows/${row}`, { output: rowSchema, signal }),
  })

/** The draft of what is corrected in a row. */
export const draftOfRow = (id: string, row: number) => `batch/${id}/${row}`

/** Whether it names the draft of a row of the job. */
export const isDraftOf = (id: string, draft: unknown): boolean =>
  typeof draft === 'string' && draft.startsWith(`batch/${id}/`)

/** Has the lists and the job that are shown say at once whether a row has a correction that is not saved. */
export function markUnsaved(
  queries: QueryClient,
  { jobId, number }: { jobId: string; number: number },
  unsaved: boolean,
): void {
  const differs = (row: RowSummary) => row.number === number && row.unsaved !== unsaved
  const shown = { queryKey: [...ROWS, jobId] }
  const pages = queries.getQueriesData<RowPage>(shown)
  if (!pages.some(([, page]) => page?.rows.some(differs))) return
  queries.setQueriesData<RowPage>(
    shown,
    (old) => old && { ...old, rows: old.rows.map((row) => (differs(row) ? { ...row, unsaved } : row)) },
  )
  queries.setQueryData(currentJobQuery.queryKey, (old) => {
    if (!old?.job) return old
    return { ...old, job: { ...old.job, unsaved: Math.max(0, old.job.unsaved + (unsaved ? 1 : -1)) } }
  })
}

export const editRow = (id: string, row: number, body: EditRowInput) =>
  fetchJson(`${JOBS}/${id}/rows/${row}`, { method: 'PUT', body, output: rowSchema })

export const exportPath = (id: string, format: ExportFormat, rows: 'all' | 'accepted') =>
  `${JOBS}/${id}/export?${new URLSearchParams({ format, rows }).toString()}`
