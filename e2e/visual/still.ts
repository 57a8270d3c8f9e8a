import type { Page, Route } from '@playwright/test'

/** The moment that stands on every picture. */
export const NOW = new Date('2026-11-29T02:30:00Z')
const STEP_MS = 2 * 3_600_000
const MOMENT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g
const DURATION = /"(queueMs|firstTokenMs|totalMs)":\d+/g
const HASH = /\b[0-9a-f]{64}\b/g
const ANY_HASH = '7c1f0a9e3b5d24680f1e2d3c4b5a69788796a5b4c3d2e1f0123456789abcdef0'

/** A moment of the server, as far from `NOW` as it is from the present, in steps so wide that no run takes one. */
function moved(moment: string): string {
  const distance = Math.round((Date.parse(moment) - Date.now()) / STEP_MS) * STEP_MS
  return new Date(NOW.getTime() + distance).toISOString()
}

async function stilled(route: Route): Promise<void> {
  // A connection that was kept may be closed by the server just as it is used again.
  const answer = await route.fetch({ timeout: 0, maxRetries: 3 })
  const type = answer.headers()['content-type'] ?? ''
  if (!/json|event-stream/.test(type)) return route.fulfill({ response: answer })
  const body = (await answer.text())
    .replace(MOMENT, moved)
    .replace(HASH, ANY_HASH)
    .replace(DURATION, '"$1":1200')
  return route.fulfill({ response: answer, body })
}

/** What a route answers on the pictures in place of figures that grow with every test, by its path. */
export type Told = Readonly<Record<string, unknown>>

/** The clock of the page stands, moments, durations and hashes in answers too, and `told` is answered as it is. A stream comes whole. */
export async function standStill(page: Page, told: Told): Promise<void> {
  await page.clock.setFixedTime(NOW)
  await page.route('**/api/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    const method = route.request().method()
    if (method === 'GET' && pathname in told) return route.fulfill({ json: told[pathname] })
    if (pathname.startsWith('/api/auth/')) return route.continue()
    return stilled(route)
  })
}
