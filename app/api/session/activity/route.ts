import { defineRoute } from '@/lib/http/define-route'

/** The person did something in the page; the session row is told so before the handler runs. */
export const POST = defineRoute({
  access: 'session',
  output: 'empty',
  handle: () => Promise.resolve(undefined),
})
