import { defineRoute } from '@/lib/http/define-route'
import { editionParams } from '@/lib/library/contract'
import { libraryEvents } from '@/lib/library/events'
import { library } from '@/lib/library/feature'
import { readOriginal } from '@/lib/library/read-original'

export const GET = defineRoute({
  access: library.permissions['library:read'],
  input: { params: editionParams },
  output: 'stream',
  audit: { event: libraryEvents['library.opened'], detail: () => ({ part: 'original' as const }) },
  handle: ({ actor, input }) => readOriginal(input.params.id, actor),
})
