import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import {
  listSystemPromptsOutput,
  previewPromptOutput,
  tryPromptOutput,
  type previewPromptInput,
} from '@/lib/instructions/contract'
import { fetchJson } from '@/lib/shared/fetch-json'

/** Every version of the instructions, newest first. */
export const systemPromptsQuery = queryOptions({
  queryKey: ['system-prompts'],
  queryFn: ({ signal }) => fetchJson('/api/admin/system-prompt', { output: listSystemPromptsOutput, signal }),
})
type PromptTrial = z.infer<typeof previewPromptInput>
export const previewSystemPrompt = (body: PromptTrial, signal: AbortSignal) =>
  fetchJson('/api/admin/system-prompt/preview', { method: 'POST', body, output: previewPromptOutput, signal })
/** Lets the model answer a fixed case; aborting stops it. */
export const trySystemPrompt = (body: PromptTrial, signal: AbortSignal) =>
  fetchJson('/api/admin/system-prompt/trial', { method: 'POST', body, output: tryPromptOutput, signal })
