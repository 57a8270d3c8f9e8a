import { readMetrics, requireCollector } from '@/lib/operations/read-metrics'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'public',
  output: 'stream',
  handle: ({ request }) => {
    requireCollector(request)
    return new Response(readMetrics(), {
      headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' },
    })
  },
})
