import { auditEvents } from '@/lib/audit/events'
import { auth } from '@/lib/auth/feature'
import { directoryOutput } from '@/lib/operations/directory/contract'
import { readDirectory } from '@/lib/operations/directory/read-directory'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: auth.permissions['system:manage'],
  output: directoryOutput,
  audit: { event: auditEvents['admin.viewed'], detail: () => ({ what: 'directory' }) },
  handle: () => readDirectory(),
})
