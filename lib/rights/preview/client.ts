import type { z } from 'zod'
import { previewOutput, type previewInput } from '@/lib/rights/preview/contract'
import { fetchJson } from '@/lib/shared/fetch-json'

/** One page of what a change of the mapping table would do. */
export const previewMapping = (body: z.input<typeof previewInput>) =>
  fetchJson('/api/admin/directory/preview', { method: 'POST', body, output: previewOutput })
