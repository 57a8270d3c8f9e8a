import { expect, test } from 'vitest'
import { routeClass } from '@/boot/serving/count-request'

test.each([
  ['/', 200, '/'],
  ['/consult?x=1', 200, '/consult'],
  ['/api/health', 200, '/api/health'],
  ['/api/consult/runs/0b6d/events', 200, '/api/consult'],
  ['/api/admin/users/c123', 403, '/api/admin'],
  ['/_next/static/chunks/a1.js', 200, 'file'],
  ['/robots.txt', 404, 'file'],
  ['/wp-admin', 404, 'unknown'],
  ['/%E5%BC%A0%E6%9F%90', 200, 'unknown'],
  ['/api/c0ffee', 200, 'unknown'],
])('%s with %i is %s', (url, status, route) => {
  expect(routeClass(url, status)).toBe(route)
})
