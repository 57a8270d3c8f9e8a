import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { fetchJson } from '@/lib/shared/fetch-json'
import {
  createTemplateOutput,
  importOutput,
  listProposalsOutput,
  listTemplatesOutput,
  listVersionsOutput,
  previewOutput,
  saveVersionOutput,
  templateOutput,
  type createTemplateInput,
  type decideProposalInput,
  type importInput,
  type previewInput,
  type publishInput,
  type saveVersionInput,
} from './contract'

/** Every template the person may see. */
export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: ({ signal }) => fetchJson('/api/templates', { output: listTemplatesOutput, signal }),
})
/** One template with the version in use. */
export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ['templates', id],
    queryFn: ({ signal }) => fetchJson(`/api/templates/${id}`, { output: templateOutput, signal }),
  })
export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['templates', id, 'versions'],
    queryFn: ({ signal }) =>
      fetchJson(`/api/templates/${id}/versions`, { output: listVersionsOutput, signal }),
  })
export const proposalsQuery = queryOptions({
  queryKey: ['templates', 'proposals'],
  queryFn: ({ signal }) => fetchJson('/api/templates/proposals', { output: listProposalsOutput, signal }),
})

/** The prompt as the server renders it, with its size by the model's tokeniser. */
export const previewTemplate = (body: z.input<typeof previewInput>, signal?: AbortSignal) =>
  fetchJson('/api/templates/preview', {
    method: 'POST',
    body,
    output: previewOutput,
    ...(signal ? { signal } : {}),
  })

export const createTemplate = (body: z.input<typeof createTemplateInput>) =>
  fetchJson('/api/templates', { method: 'POST', body, output: createTemplateOutput })
export const duplicateTemplate = (id: string) =>
  fetchJson(`/api/templates/${id}/duplicate`, { method: 'POST', output: createTemplateOutput })
export const saveVersion = (id: string, body: z.input<typeof saveVersionInput>) =>
  fetchJson(`/api/templates/${id}/versions`, { method: 'POST', body, output: saveVersionOutput })
export const restoreVersion = (id: string, { number, base }: { number: number; base: number }) =>
  fetchJson(`/api/templates/${id}/versions/${number}/restore`, {
    method: 'POST',
    body: { base },
    output: saveVersionOutput,
  })
export const publishTemplate = (id: string, body: z.input<typeof publishInput>) =>
  fetchJson(`/api/templates/${id}/publish`, { method: 'POST', body, output: null })
export const deprecateTemplate = (id: string, deprecated: boolean) =>
  fetchJson(`/api/templates/${id}/state`, { method: 'PUT', body: { deprecated }, output: null })
export const removeTemplate = (id: string) =>
  fetchJson(`/api/templates/${id}`, { method: 'DELETE', output: null })
export const markFavourite = (id: string, favourite: boolean) =>
  fetchJson(`/api/templates/${id}/favourite`, { method: 'PUT', body: { favourite }, output: null })
export const decideProposal = (id: string, decision: z.infer<typeof decideProposalInput>['decision']) =>
  fetchJson(`/api/templates/proposals/${id}`, { method: 'PUT', body: { decision }, output: null })

/** Where a signed file of these templates lies. */
export const templatesExportPath = (ids: readonly string[]) =>
  `/api/templates/export?${new URLSearchParams({ ids: ids.join(',') }).toString()}`
/** Without choices the answer only says what would be done. */
export const importTemplates = (body: z.input<typeof importInput>) =>
  fetchJson('/api/templates/import', { method: 'POST', body, output: importOutput })
