import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { fetchJson } from '@/lib/shared/fetch-json'
import {
  listDocumentsOutput,
  nameDocumentsOutput,
  previewOutput,
  proposeOutput,
  readDocumentOutput,
  retireExamplesOutput,
  searchOutput,
  standingOutput,
  storageOutput,
  type decideInput,
  type proposeQuery,
  type SearchInput,
} from '@/lib/library/contract'

export type { Place } from '@/lib/privacy/contract'

type Values = Readonly<Record<string, string | number | undefined>>

/** The query of an address; what is empty is left out. */
function searchOf(values: Values): string {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== '')
  return new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString()
}

/** Begins the key of everything that the library answers. */
export const LIBRARY = ['library'] as const

/** One page of the documents. */
export const documentsQuery = (filters: Values) =>
  queryOptions({
    queryKey: [...LIBRARY, 'documents', filters],
    queryFn: ({ signal }) =>
      fetchJson(`/api/library/documents?${searchOf(filters)}`, { output: listDocumentsOutput, signal }),
    placeholderData: keepPreviousData,
  })

/** A document with a page of passages of one edition. */
export const documentQuery = (id: string, place: Values) =>
  queryOptions({
    queryKey: [...LIBRARY, 'document', id, place],
    queryFn: ({ signal }) =>
      fetchJson(`/api/library/documents/${id}?${searchOf(place)}`, { output: readDocumentOutput, signal }),
    placeholderData: keepPreviousData,
  })

/** The names of documents by id; one that the reader may not find is missing. */
export const documentNamesQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: [...LIBRARY, 'names', ids],
    queryFn: ({ signal }) =>
      fetchJson(`/api/library/names?${searchOf({ ids: ids.join(',') })}`, {
        output: nameDocumentsOutput,
        signal,
      }),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  })

/** How much room the library takes. */
export const storageQuery = queryOptions({
  queryKey: [...LIBRARY, 'storage'],
  queryFn: ({ signal }) => fetchJson('/api/library/storage', { output: storageOutput, signal }),
})

/** How often an open answer asks whether its sources still hold. */
const STANDING_EVERY_MS = 60_000

/** Which of the editions that an open answer rests on are not in force any more. */
export const editionsStandingQuery = (editions: readonly string[]) =>
  queryOptions({
    queryKey: [...LIBRARY, 'standing', editions],
    queryFn: ({ signal }) =>
      fetchJson(`/api/library/standing?${searchOf({ editions: editions.join(',') })}`, {
        output: standingOutput,
        signal,
      }),
    enabled: editions.length > 0,
    refetchInterval: STANDING_EVERY_MS,
  })

export const searchLibrary = (body: SearchInput) =>
  fetchJson('/api/library/search', { method: 'POST', body, output: searchOutput })

/** What a file would be in the library. Throws RequestError. */
export const previewDocument = (file: File) =>
  fetchJson(`/api/library/preview?${searchOf({ file: file.name.slice(-255) })}`, {
    method: 'POST',
    bytes: file,
    output: previewOutput,
  })

/** Proposes a file. Throws RequestError. */
export const proposeDocument = (file: File, about: Omit<z.input<typeof proposeQuery>, 'file'>) =>
  fetchJson(`/api/library/documents?${searchOf({ file: file.name.slice(-255), ...(about as Values) })}`, {
    method: 'POST',
    bytes: file,
    output: proposeOutput,
  })

export const decideEdition = (id: string, body: z.input<typeof decideInput>) =>
  fetchJson(`/api/library/editions/${id}`, { method: 'PUT', body, output: null })

export const retireExamples = () =>
  fetchJson('/api/library/examples', {
    method: 'PUT',
    body: { state: 'retired' },
    output: retireExamplesOutput,
  })

export const originalAddress = (editionId: string): string => `/api/library/editions/${editionId}/file`
