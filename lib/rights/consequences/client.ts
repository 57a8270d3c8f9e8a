import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/shared/fetch-json'
import { consequencesOutput, findPeopleOutput, type TriedChange } from './contract'

/** What a change would do, counted now. */
export const consequencesQuery = (change: TriedChange) =>
  queryOptions({
    queryKey: ['consequences', change],
    queryFn: ({ signal }) =>
      fetchJson('/api/admin/consequences', {
        method: 'POST',
        body: change,
        output: consequencesOutput,
        signal,
      }),
    staleTime: 0,
    gcTime: 0,
  })

/** People whose name or user name holds these words. */
export const peopleQuery = (search: string) =>
  queryOptions({
    queryKey: ['people', search],
    queryFn: ({ signal }) =>
      fetchJson(`/api/admin/people?${new URLSearchParams({ search }).toString()}`, {
        output: findPeopleOutput,
        signal,
      }),
    enabled: search !== '',
  })
