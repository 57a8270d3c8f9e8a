import type { IncomingMessage, ServerResponse } from 'node:http'
import { metrics } from '@/lib/metrics/registry'

const PROBE = /^\/api\/(health|livez|readyz|metrics)$/

/** The class of an address: its first words, no id and no query, and one class for all that the portal does not have. */
export function routeClass(url: string, status: number): string {
  const [path = '/'] = url.split('?')
  if (path.startsWith('/_next/') || path.includes('.')) return 'file'
  if (PROBE.test(path)) return path
  if (status === 404) return 'unknown'
  const [first = '', second = ''] = path.split('/').slice(1)
  const known = /^[a-z-]{1,24}$/
  if (first === 'api') return known.test(second) ? `/api/${second}` : 'unknown'
  return first === '' || known.test(first) ? `/${first}` : 'unknown'
}

/** A stream lasts as long as somebody reads it, which says nothing of the server. */
const isStream = (response: ServerResponse): boolean =>
  String(response.getHeader('content-type') ?? '').startsWith('text/event-stream')

/** Counts a request, with the time to its answer's end, once that is sent. */
export function countRequest(request: IncomingMessage, response: ServerResponse): void {
  const began = performance.now()
  const { method = '', url = '/' } = request
  response.once('finish', () => {
    if (isStream(response)) return
    metrics().requests.observe(
      {
        http_request_method: method,
        http_route: routeClass(url, response.statusCode),
        http_response_status_code: response.statusCode,
      },
      (performance.now() - began) / 1000,
    )
  })
}
