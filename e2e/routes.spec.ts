import { ACCOUNTS, WHO_MAY_CALL, type Who } from '@/boot/who-may-call'
import { expect, signInOverHttp, test } from './portal'

test('nobody gets past a route that asks for a session', async ({ request }) => {
  for (const [route, who] of Object.entries(WHO_MAY_CALL)) {
    const [method = '', url = ''] = route.split(' ')
    const answer = await request.fetch(url, { method, ...(method === 'GET' ? {} : { data: {} }) })
    if (who !== 'public') expect(answer.status(), route).toBe(401)
  }
})

for (const [who, username] of Object.entries(ACCOUNTS)) {
  test(`${who} gets past the routes of that role only`, async ({ request }) => {
    await signInOverHttp(request, username)
    for (const [route, allowed] of Object.entries(WHO_MAY_CALL)) {
      if (typeof allowed === 'string') continue
      const [method = '', url = ''] = route.split(' ')
      const answer = await request.fetch(url, { method, ...(method === 'GET' ? {} : { data: {} }) })
      expect(answer.status() === 403, `${who} ${route}`).toBe(!allowed.includes(who as Who))
      expect(answer.status(), `${who} ${route}`).not.toBe(401)
    }
  })
}
