import { defineRoute } from '@/lib/http/define-route'

/** Where a form goes that a browser sent without the page's scripts: nothing of it is read, and the page is shown anew. */
export const POST = defineRoute({
  access: 'public',
  output: 'stream',
  activity: false,
  handle: () => {
    const headers = { Location: '/', 'Cache-Control': 'no-store' }
    return new Response(null, { status: 303, headers })
  },
})
