import { readMetrics } from '@/lib/operations/read-metrics'
import { requireCollector } from '@/lib/operations/require-collector'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'public',
  output: 'stream',
  handle: async ({ request }) => {
    requireCollector(request)
    return new Response(await readMetrics(), {
      headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' },
    })
  },
})
