import { auth } from '@/lib/auth/feature'
import { testDirectoryInput, testDirectoryOutput } from '@/lib/operations/directory/contract'
import { testDirectory } from '@/lib/operations/directory/test-directory'
import { canonicalUsername } from '@/lib/auth/canonical-username'
import { contentHash } from '@/lib/audit/content-hash'
import { defineRoute } from '@/lib/http/define-route'
import { operationsEvents } from '@/lib/operations/events'

export const POST = defineRoute({
  access: auth.permissions['system:manage'],
  input: { body: testDirectoryInput },
  output: testDirectoryOutput,
  audit: {
    event: operationsEvents['directory.tested'],
    detail: ({ body: { username } }) => ({
      nameHmac: username === '' ? null : contentHash('typed', canonicalUsername(username) ?? username),
    }),
  },
  handle: ({ input }) => testDirectory(input.body.username),
})
