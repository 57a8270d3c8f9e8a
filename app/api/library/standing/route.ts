import { defineRoute } from '@/lib/http/define-route'
import { standingOutput, standingQuery } from '@/lib/library/contract'
import { library } from '@/lib/library/feature'
import { readStanding } from '@/lib/library/read-standing'

export const GET = defineRoute({
  access: library.permissions['library:read'],
  input: { query: standingQuery },
  output: standingOutput,
  activity: false,
  handle: ({ actor, input }) => readStanding(input.query.editions, actor),
})
