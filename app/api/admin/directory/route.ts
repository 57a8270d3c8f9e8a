import { directoryOutput } from '@/lib/operations/directory/contract'
import { readDirectory } from '@/lib/operations/directory/read-directory'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'system:manage',
  output: directoryOutput,
  audit: { event: 'admin.viewed', detail: () => ({ what: 'directory' }) },
  handle: () => readDirectory(),
})
