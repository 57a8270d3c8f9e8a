import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/shared/fetch-json'
import { backupStateOutput } from './contract'

/** The state of the backups. */
export const backupQuery = queryOptions({
  queryKey: ['backups'],
  queryFn: ({ signal }) => fetchJson('/api/admin/backups', { output: backupStateOutput, signal }),
})

/** Makes a backup now, in the folder of the installation. */
export const backUpNow = () => fetchJson('/api/admin/backups', { method: 'POST', output: backupStateOutput })
