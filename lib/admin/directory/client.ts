import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { fetchJson } from '@/lib/http/client'
import {
  directoryOutput,
  previewOutput,
  testDirectoryOutput,
  type previewInput,
} from '@/lib/admin/directory/contract'

/** How the portal reaches the directory. */
export const directoryQuery = queryOptions({
  queryKey: ['directory'],
  queryFn: ({ signal }) => fetchJson('/api/admin/directory', { output: directoryOutput, signal }),
})

/** Tests the connection to every directory server, with a person or, for an empty name, without. */
export const testDirectory = (username: string) =>
  fetchJson('/api/admin/directory/test', { method: 'POST', body: { username }, output: testDirectoryOutput })

/** One page of what a change of the mapping table would do. */
export const previewMapping = (body: z.input<typeof previewInput>) =>
  fetchJson('/api/admin/directory/preview', { method: 'POST', body, output: previewOutput })
