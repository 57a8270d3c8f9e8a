import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/shared/fetch-json'
import { directoryOutput, testDirectoryOutput } from '@/lib/operations/directory/contract'

/** How the portal reaches the directory. */
export const directoryQuery = queryOptions({
  queryKey: ['directory'],
  queryFn: ({ signal }) => fetchJson('/api/admin/directory', { output: directoryOutput, signal }),
})

/** Tests the connection to every directory server, with a person or, for an empty name, without. */
export const testDirectory = (username: string) =>
  fetchJson('/api/admin/directory/test', { method: 'POST', body: { username }, output: testDirectoryOutput })
