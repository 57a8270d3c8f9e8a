import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/shared/fetch-json'
import { readUseOutput, type ExportUseQuery } from '@/lib/library/use/contract'

/** What is asked for; an empty value is left out. */
export interface Asked {
  department: string
  months: string
}

const searchOf = ({ department, months }: Asked): URLSearchParams =>
  new URLSearchParams({ months, ...(department === '' ? {} : { department }) })

/** How the library was used. Each reading is audited, so none repeats by itself. */
export const libraryUseQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['library-use', asked],
    queryFn: ({ signal }) =>
      fetchJson(`/api/library/use?${searchOf(asked).toString()}`, { output: readUseOutput, signal }),
    staleTime: Infinity,
  })

/** Where the same figures lie as a CSV file. */
export function libraryUsePath(asked: Asked, sheet: ExportUseQuery['sheet']): string {
  const search = searchOf(asked)
  search.set('sheet', sheet)
  return `/api/library/use/export?${search.toString()}`
}
