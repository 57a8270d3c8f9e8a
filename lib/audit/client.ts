import { infiniteQueryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/http/client'
import { listAuditOutput, verifyAuditOutput } from './contract'

/** Filters of the list; an empty one filters nothing. */
export interface AuditFilters {
  event: string
  actor: string
  outcome: string
  from: string
  to: string
}

/** The records, newest first, a page at a time. Each reading is audited, so none repeats by itself. */
export const auditRecords = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['audit', filters],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) => {
      const set = Object.entries({ ...filters, before: String(pageParam ?? '') }).filter(
        ([, value]) => value !== '',
      )
      return fetchJson(`/api/audit?${new URLSearchParams(set).toString()}`, {
        output: listAuditOutput,
        signal,
      })
    },
    getNextPageParam: ({ nextBefore }) => nextBefore,
    staleTime: Infinity,
  })

export const verifyAudit = () => fetchJson('/api/audit/verify', { method: 'POST', output: verifyAuditOutput })
