import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { listSessionsOutput } from '@/lib/auth/contract'
import type { Role } from '@/lib/shared/actor'
import type { systemPromptInput } from '@/lib/instructions/contract'
import { fetchJson } from '@/lib/shared/fetch-json'
import {
  changeOutput,
  listChangesOutput,
  listDelegationsOutput,
  listDepartmentsOutput,
  listMappingsOutput,
  listPoliciesOutput,
  listUsersOutput,
  personOutput,
  type decideInput,
  type delegateInput,
  type departmentInput,
  type mappingInput,
} from './contract'
import { listReleasesOutput } from '@/lib/rights/releases/contract'

export interface UserFilters {
  search: string
  role: string
  departmentId: string
  state: string
  sort: string
  order: 'asc' | 'desc'
  page: number
}

function searchOf(filters: Readonly<Record<string, string | number>>): string {
  const set = Object.entries(filters).filter(([, value]) => value !== '')
  return new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString()
}

/** Begins the key of every list of people and of every person. */
export const USERS = ['users'] as const

/** One page of the people known to the portal. */
export const usersQuery = (filters: UserFilters) =>
  queryOptions({
    queryKey: [...USERS, filters],
    queryFn: ({ signal }) =>
      fetchJson(`/api/admin/users?${searchOf({ ...filters })}`, { output: listUsersOutput, signal }),
    placeholderData: keepPreviousData,
  })

/** One person with every right and its origin. */
export const personQuery = (id: string) =>
  queryOptions({
    queryKey: [...USERS, 'person', id],
    queryFn: ({ signal }) => fetchJson(`/api/admin/users/${id}`, { output: personOutput, signal }),
  })

export const mappingsQuery = queryOptions({
  queryKey: ['mappings'],
  queryFn: ({ signal }) => fetchJson('/api/admin/mappings', { output: listMappingsOutput, signal }),
})

export const departmentsQuery = queryOptions({
  queryKey: ['departments'],
  queryFn: ({ signal }) => fetchJson('/api/admin/departments', { output: listDepartmentsOutput, signal }),
})

/** What a list of the administration is narrowed and sorted by. */
export interface ListFilters {
  search: string
  sort: string
  order: 'asc' | 'desc'
  page: number
}

/** One page of the mappings. */
export const mappingsPage = (filters: ListFilters & { role: string; departmentId: string }) =>
  queryOptions({
    queryKey: [...mappingsQuery.queryKey, filters],
    queryFn: ({ signal }) =>
      fetchJson(`/api/admin/mappings?${searchOf({ ...filters })}`, { output: listMappingsOutput, signal }),
    placeholderData: keepPreviousData,
  })

/** One page of the departments. */
export const departmentsPage = (filters: ListFilters) =>
  queryOptions({
    queryKey: [...departmentsQuery.queryKey, filters],
    queryFn: ({ signal }) =>
      fetchJson(`/api/admin/departments?${searchOf({ ...filters })}`, {
        output: listDepartmentsOutput,
        signal,
      }),
    placeholderData: keepPreviousData,
  })

/** The model in use with its last evaluation, and the releases in force. */
export const releasesQuery = queryOptions({
  queryKey: ['models', 'releases'],
  queryFn: ({ signal }) => fetchJson('/api/admin/models/releases', { output: listReleasesOutput, signal }),
  refetchInterval: 10_000,
})
/** Asks another administrator to release the model that runs with this binding. */
export const askRelease = (binding: string) =>
  fetchJson('/api/admin/models/releases', { method: 'POST', body: { binding }, output: null })
export const withdrawRelease = (binding: string) =>
  fetchJson(`/api/admin/models/releases/${binding}`, { method: 'DELETE', output: null })

/** A role to give by hand, with its department for a head. */
export interface ManualRole {
  role: Role
  departmentId: string | null
}

/** Replaces the roles given by hand and ends the person's sessions. */
export const changeRoles = (userId: string, body: { roles: readonly ManualRole[]; version: number }) =>
  fetchJson(`/api/admin/users/${userId}/roles`, { method: 'PUT', body, output: changeOutput })

/** Bars a person from the portal or lets them in again. */
export const changeUserState = (userId: string, body: { disabled: boolean; version: number }) =>
  fetchJson(`/api/admin/users/${userId}/state`, { method: 'PUT', body, output: changeOutput })

type DepartmentFields = z.infer<typeof departmentInput>
export const addDepartment = (body: DepartmentFields) =>
  fetchJson('/api/admin/departments', { method: 'POST', body, output: changeOutput })
export const changeDepartment = (id: string, body: DepartmentFields & { version: number }) =>
  fetchJson(`/api/admin/departments/${id}`, { method: 'PUT', body, output: changeOutput })
export const removeDepartment = (id: string, version: number) =>
  fetchJson(`/api/admin/departments/${id}`, { method: 'DELETE', body: { version }, output: changeOutput })

type MappingFields = z.infer<typeof mappingInput>
export const addMapping = (body: MappingFields) =>
  fetchJson('/api/admin/mappings', { method: 'POST', body, output: changeOutput })
export const changeMapping = (id: string, body: { mapping: MappingFields; version: number }) =>
  fetchJson(`/api/admin/mappings/${id}`, { method: 'PUT', body, output: changeOutput })
export const removeMapping = (id: string, version: number) =>
  fetchJson(`/api/admin/mappings/${id}`, { method: 'DELETE', body: { version }, output: changeOutput })

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: ({ signal }) => fetchJson('/api/admin/policies', { output: listPoliciesOutput, signal }),
})
export const changePolicy = (key: string, body: { value: unknown; version: number }) =>
  fetchJson(`/api/admin/policies/${key}`, { method: 'PUT', body, output: changeOutput })

/** Proposes other instructions. */
export const changeSystemPrompt = (body: z.input<typeof systemPromptInput>) =>
  fetchJson('/api/admin/system-prompt', { method: 'POST', body, output: changeOutput })

export const approvalsQuery = queryOptions({
  queryKey: ['approvals'],
  queryFn: ({ signal }) => fetchJson('/api/admin/approvals', { output: listChangesOutput, signal }),
})
/** What waits for a second person now. */
export const waitingQuery = queryOptions({
  queryKey: [...approvalsQuery.queryKey, 'waiting'],
  queryFn: ({ signal }) =>
    fetchJson('/api/admin/approvals?state=pending', { output: listChangesOutput, signal }),
})
/** One page of the changes that wait or were decided. */
export const approvalsPage = (filters: ListFilters & { state: string }) =>
  queryOptions({
    queryKey: [...approvalsQuery.queryKey, filters],
    queryFn: ({ signal }) =>
      fetchJson(`/api/admin/approvals?${searchOf({ ...filters })}`, { output: listChangesOutput, signal }),
    placeholderData: keepPreviousData,
  })
export const decideChange = (id: string, decision: z.infer<typeof decideInput>['decision']) =>
  fetchJson(`/api/admin/approvals/${id}`, { method: 'PUT', body: { decision }, output: null })
/** Asks another person to allow one audit export. */
export const requestExport = (format: string) =>
  fetchJson('/api/audit/export-requests', { method: 'POST', body: { format }, output: changeOutput })

/** Begins the key of every page of delegations. */
export const DELEGATIONS = ['delegations'] as const
/** One page of the headships that are lent. */
export const delegationsPage = (filters: ListFilters) =>
  queryOptions({
    queryKey: [...DELEGATIONS, filters],
    queryFn: ({ signal }) =>
      fetchJson(`/api/admin/delegations?${searchOf({ ...filters })}`, {
        output: listDelegationsOutput,
        signal,
      }),
    placeholderData: keepPreviousData,
  })
export const delegate = (body: z.infer<typeof delegateInput>) =>
  fetchJson('/api/admin/delegations', { method: 'POST', body, output: changeOutput })
export const endDelegation = (id: string) =>
  fetchJson(`/api/admin/delegations/${id}`, { method: 'DELETE', output: changeOutput })

export interface SessionFilters {
  search: string
  departmentId: string
  sort: string
  order: 'asc' | 'desc'
  page: number
}
/** Begins the key of every page of sessions. */
export const SESSIONS = ['sessions'] as const
/** One page of everybody's live sessions. */
export const sessionsQuery = (filters: SessionFilters) =>
  queryOptions({
    queryKey: [...SESSIONS, filters],
    queryFn: ({ signal }) =>
      fetchJson(`/api/admin/sessions?${searchOf({ ...filters })}`, { output: listSessionsOutput, signal }),
    placeholderData: keepPreviousData,
  })
export const endSession = (id: string) =>
  fetchJson(`/api/admin/sessions/${id}`, { method: 'DELETE', output: null })

export const endUserSessions = (userId: string) =>
  fetchJson(`/api/admin/users/${userId}/sessions`, { method: 'DELETE', output: null })
