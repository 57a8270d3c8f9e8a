import { expect, signIn, test } from './portal'

const QUESTION = '70岁女性，布洛芬后黑便，如何处理？'

test('what a doctor asks is in no storage of the browser, nor in an address', async ({ page, context }) => {
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  await signIn(page, 'doctor.li')
  await page.getByLabel('问题', { exact: true }).fill(QUESTION)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('审计编号').first()).toBeVisible()
  const stored = await page.evaluate(async () =>
    JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      await indexedDB.databases(),
      await caches.keys(),
      (await navigator.serviceWorker.getRegistrations()).length,
      window.history.state,
    ]),
  )
  const everywhere = [
    stored,
    JSON.stringify(await context.cookies()),
    ...addresses.map(decodeURIComponent),
    page.url(),
  ]
  for (const text of everywhere) expect(text).not.toContain('布洛芬')
  const [, , databases, cached, workers] = JSON.parse(stored) as unknown[]
  expect({ databases, cached, workers }).toEqual({ databases: [], cached: [], workers: 0 })
})

test('the password field hides what is typed and lets it be pasted', async ({ page }) => {
  await page.goto('/login')
  const field = page.getByLabel('密码')
  await expect(field).toHaveAttribute('type', 'password')
  const pasted = await field.evaluate((input) =>
    input.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true })),
  )
  expect(pasted).toBe(true)
  await expect(field).not.toHaveAttribute('maxlength')
})
