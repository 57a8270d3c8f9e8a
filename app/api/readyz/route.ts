import { defineRoute } from '@/lib/http/define-route'
import { readReadiness } from '@/lib/operations/health/read-readiness'

export const GET = defineRoute({
  access: 'public',
  output: 'stream',
  handle: async ({ request }) => {
    const readiness = await readReadiness(request)
    const status = readiness.status === 'failed' ? 503 : 200
    return Response.json(readiness, { status, headers: { 'Cache-Control': 'no-store' } })
  },
})
