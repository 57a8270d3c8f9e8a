import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { statusOutput, systemOverviewOutput } from '@/lib/operations/contract'
import type { changeModelInput, listModelsOutput } from '@/lib/operations/models/contract'
import { fetchAnswer, fetchJson } from '@/lib/shared/fetch-json'

/** A status that takes longer says nothing of the present. */
const STATUS_LIMIT_MS = 15_000

/** The status line: device, model, queue, privacy. Read again every five seconds while the page is visible. */
export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: ({ signal }) =>
    fetchAnswer<typeof statusOutput>('/api/status', {
      signal: AbortSignal.any([signal, AbortSignal.timeout(STATUS_LIMIT_MS)]),
    }),
  refetchInterval: 5000,
})

export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => fetchAnswer<typeof systemOverviewOutput>('/api/admin/system', { signal }),
})

/** The models of the installation; read every second while one is being changed. */
export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => fetchAnswer<typeof listModelsOutput>('/api/admin/models', { signal }),
  refetchInterval: ({ state }) => (state.data && state.data.phase !== 'idle' ? 1000 : 10_000),
})
export const changeModel = (body: z.infer<typeof changeModelInput>) =>
  fetchJson('/api/admin/models', { method: 'POST', body, output: null })
