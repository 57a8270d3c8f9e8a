import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/shared/fetch-json'
import { usageOutput, type ExportUsageQuery, type UsageQuery } from './contract'

function searchOf(query: UsageQuery): string {
  const set = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return new URLSearchParams(set).toString()
}

/** Content-free figures of the departments the reader may see. Each reading is audited, so none repeats by itself. */
export const usageFigures = (query: UsageQuery) =>
  queryOptions({
    queryKey: ['usage', query],
    queryFn: ({ signal }) =>
      fetchJson(`/api/usage?${searchOf(query)}`, {
        output: usageOutput,
        signal,
      }),
    staleTime: Infinity,
  })

/** Where the same figures lie as a CSV file: the lines of the grouping, or every figure. */
export const usageExportPath = (query: UsageQuery, sheet: ExportUsageQuery['sheet']) =>
  `/api/usage/export?${searchOf(query)}&sheet=${sheet}`

/** The page that lays a month out for printing. */
export const reportPath = (department: string | undefined) =>
  department === undefined ? '/usage/report' : `/usage/report?department=${encodeURIComponent(department)}`
