import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/lib/http/client'
import type { Role } from '@/lib/auth/permissions'
import {
  listDepartmentsOutput,
  listMappingsOutput,
  listUsersOutput,
  statusOutput,
  systemOverviewOutput,
} from './contract'

/** The status line: device, model, queue, privacy. Read again every five seconds while the page is visible. */
export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: ({ signal }) => fetchJson('/api/status', { output: statusOutput, signal }),
  refetchInterval: 5000,
})

export const usersQuery = (search: string) =>
  queryOptions({
    queryKey: ['users', search],
    queryFn: ({ signal }) =>
      fetchJson(`/api/admin/users?${new URLSearchParams(search === '' ? {} : { search }).toString()}`, {
        output: listUsersOutput,
        signal,
      }),
  })

export const mappingsQuery = queryOptions({
  queryKey: ['mappings'],
  queryFn: ({ signal }) => fetchJson('/api/admin/mappings', { output: listMappingsOutput, signal }),
})

export const departmentsQuery = queryOptions({
  queryKey: ['departments'],
  queryFn: ({ signal }) => fetchJson('/api/admin/departments', { output: listDepartmentsOutput, signal }),
})

export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => fetchJson('/api/admin/system', { output: systemOverviewOutput, signal }),
})

/** A role to give by hand, with its department for a head. */
export interface ManualRole {
  role: Role
  departmentId: string | null
}

/** Replaces the roles given by hand and ends the person's sessions. */
export const changeRoles = (userId: string, roles: readonly ManualRole[]) =>
  fetchJson(`/api/admin/users/${userId}/roles`, { method: 'PUT', body: { roles }, output: null })

export const endUserSessions = (userId: string) =>
  fetchJson(`/api/admin/users/${userId}/sessions`, { method: 'DELETE', output: null })
