import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { fetchJson } from '@/lib/shared/fetch-json'
import {
  exportManifestSchema,
  listAuditOutput,
  listCheckpointsOutput,
  recordProofOutput,
  searchTextOutput,
  verifyAuditOutput,
  verifyProgressOutput,
  type searchTextInput,
  type verifyAuditInput,
} from './contract'

/** Filters of the list and of the export; an empty one filters nothing. */
export interface AuditFilters {
  event: string
  actor: string
  departmentId: string
  outcome: string
  from: string
  to: string
  reference: string
}

function searchOf(filters: Readonly<Record<string, string>>): string {
  return new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== '')).toString()
}

/** The records, newest first, a page at a time. Each reading is audited, so none repeats by itself. */
export const auditRecords = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['audit', filters],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) => {
      const search = searchOf({ ...filters, before: String(pageParam ?? '') })
      return fetchJson(`/api/audit?${search}`, { output: listAuditOutput, signal })
    },
    getNextPageParam: ({ nextBefore }) => nextBefore,
    staleTime: Infinity,
  })

/** A record with what proves it. */
export const recordProof = (id: number) =>
  queryOptions({
    queryKey: ['audit', 'record', id],
    queryFn: ({ signal }) => fetchJson(`/api/audit/records/${id}`, { output: recordProofOutput, signal }),
    staleTime: Infinity,
  })

export const checkpointsQuery = queryOptions({
  queryKey: ['audit', 'checkpoints'],
  queryFn: ({ signal }) => fetchJson('/api/audit/checkpoints', { output: listCheckpointsOutput, signal }),
  staleTime: Infinity,
})

export const verifyAudit = (input: z.infer<typeof verifyAuditInput>) =>
  fetchJson('/api/audit/verify', { method: 'POST', body: input, output: verifyAuditOutput })

/** How far the verification under way has come, read twice a second while `running`. */
export const verifyProgress = (running: boolean) =>
  queryOptions({
    queryKey: ['audit', 'verify-progress'],
    queryFn: ({ signal }) => fetchJson('/api/audit/verify', { output: verifyProgressOutput, signal }),
    enabled: running,
    refetchInterval: 500,
    gcTime: 0,
  })

export const searchAuditText = (input: z.infer<typeof searchTextInput>) =>
  fetchJson('/api/audit/search-text', { method: 'POST', body: input, output: searchTextOutput })

/** Where the file of an export lies; `upTo` ends it where its manifest ends. */
export const exportPath = (filters: AuditFilters, { format, upTo }: { format: string; upTo: number }) =>
  `/api/audit/export?${searchOf({ ...filters, format, upTo: String(upTo) })}`

/** The signed description of the file that an export would give now. */
export const exportManifest = (filters: AuditFilters, format: string) =>
  fetchJson(`/api/audit/export/manifest?${searchOf({ ...filters, format })}`, {
    output: exportManifestSchema,
  })
