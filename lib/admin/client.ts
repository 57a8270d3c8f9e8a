import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/http/client'
import { statusOutput } from './contract'

/** The status line: device, model, queue, privacy. Read again every five seconds while the page is visible. */
export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: ({ signal }) => fetchJson('/api/status', { output: statusOutput, signal }),
  refetchInterval: 5000,
})
