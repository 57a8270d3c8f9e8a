import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { fetchJson } from '@/lib/shared/fetch-json'
import {
  checkMedicationOutput,
  compareOutput,
  listRowsOutput,
  tablesOutput,
  type CheckMedicationInput,
  type decideTablesInput,
  type OverrideInput,
  type SwitchRowInput,
} from '@/lib/medication/contract'

/** What the tables say of some drugs. Forgotten as soon as nothing shows it, and never asked again by itself. */
export const checkQuery = (body: CheckMedicationInput) =>
  queryOptions({
    queryKey: ['medication-check', body],
    queryFn: ({ signal }) =>
      fetchJson('/api/medication/check', { method: 'POST', body, output: checkMedicationOutput, signal }),
    gcTime: 0,
    staleTime: Infinity,
    refetchOnReconnect: false,
    networkMode: 'always',
  })

/** Keeps an order against a serious warning, with a reason of the closed list. Throws RequestError. */
export const overrideWarning = (body: OverrideInput) =>
  fetchJson('/api/medication/overrides', { method: 'POST', body, output: null })

/** Begins the key of everything that is known of the tables. */
export const TABLES = ['medication-tables'] as const

function queryOf(filters: Readonly<Record<string, string | number>>): string {
  const set = Object.entries(filters).filter(([, value]) => value !== '')
  return new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString()
}

/** The tables in force and the hospital's versions. */
export const tablesQuery = queryOptions({
  queryKey: [...TABLES, 'versions'],
  queryFn: ({ signal }) => fetchJson('/api/admin/medication', { output: tablesOutput, signal }),
})

/** One page of the rows in which a version differs from the one in force. */
export const compareQuery = (number: number, filters: { change: string; page: number }) =>
  queryOptions({
    queryKey: [...TABLES, 'compared', number, filters],
    queryFn: ({ signal }) =>
      fetchJson(`/api/admin/medication/versions/${number}?${queryOf(filters)}`, {
        output: compareOutput,
        signal,
      }),
    placeholderData: keepPreviousData,
  })

/** One page of the rows that warn. */
export const rowsQuery = (filters: { search: string; table: string; state: string; page: number }) =>
  queryOptions({
    queryKey: [...TABLES, 'rows', filters],
    queryFn: ({ signal }) =>
      fetchJson(`/api/admin/medication/rows?${queryOf(filters)}`, { output: listRowsOutput, signal }),
    placeholderData: keepPreviousData,
  })

/** Approves or rejects a version that somebody else proposed. Throws RequestError. */
export const decideTables = (number: number, body: z.infer<typeof decideTablesInput>) =>
  fetchJson(`/api/admin/medication/versions/${number}`, { method: 'PUT', body, output: null })

/** Switches a row off or restores it. Throws RequestError. */
export const switchRow = (row: string, body: SwitchRowInput) =>
  fetchJson(`/api/admin/medication/rows/${row}`, { method: 'PUT', body, output: null })
