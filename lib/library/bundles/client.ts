import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import {
  importBundleOutput,
  siteChangeOutput,
  sitesOutput,
  type addSiteInput,
} from '@/lib/library/bundles/contract'
import { LIBRARY } from '@/lib/library/client'
import { fetchJson } from '@/lib/shared/fetch-json'

/** This site's key and the sites whose bundles are taken. */
export const sitesQuery = queryOptions({
  queryKey: [...LIBRARY, 'sites'],
  queryFn: ({ signal }) => fetchJson('/api/library/sites', { output: sitesOutput, signal }),
})

export const bundleAddress = (documents: readonly string[]): string =>
  `/api/library/bundle?documents=${documents.join(',')}`

/** Takes a bundle in. Throws RequestError. */
export const importBundle = (file: File, departmentId: string) =>
  fetchJson(`/api/library/bundle?departmentId=${departmentId}`, {
    method: 'POST',
    bytes: file,
    output: importBundleOutput,
  })

export const addSite = (body: z.input<typeof addSiteInput>) =>
  fetchJson('/api/library/sites', { method: 'POST', body, output: siteChangeOutput })

export const withdrawSite = (id: string) =>
  fetchJson(`/api/library/sites/${id}`, {
    method: 'PUT',
    body: { state: 'withdrawn' },
    output: siteChangeOutput,
  })
