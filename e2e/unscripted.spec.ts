import type { Page } from '@playwright/test'
import { expect, PASSWORD, signIn, test } from './portal'

const SCRIPTS = '**/*.js*'

/** Every address that the page asks for or goes to. */
function watchAddresses(page: Page): string[] {
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(decodeURIComponent(request.url())))
  page.on('framenavigated', (frame) => addresses.push(decodeURIComponent(frame.url())))
  return addresses
}

/** What somebody does who does not wait: Enter in the field, and a click on the button. */
async function pressEarly(page: Page): Promise<void> {
  await page.locator('input[name=password]').fill(PASSWORD)
  await page.locator('input[name=password]').press('Enter')
  await page.locator('form button[type=submit]:not([hidden])').click({ force: true })
  // A navigation that the page had begun would have been asked for by now.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
}

const sends = (page: Page): string[] => {
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.isNavigationRequest()) sent.push(`${request.method()} ${new URL(request.url()).pathname}`)
  })
  return sent
}

test('the sign-in form does nothing while its scripts are blocked, and never puts the password anywhere', async ({
  page,
}) => {
  await page.route(SCRIPTS, (route) => route.abort())
  const addresses = watchAddresses(page)
  await page.goto('/login')
  const sent = sends(page)
  await page.locator('input[name=username]').fill('doctor.li')
  await pressEarly(page)
  expect(sent).toEqual([])
  await page.locator('form').evaluate((form: HTMLFormElement) => form.submit())
  await page.waitForURL((url) => url.pathname === '/login')
  await expect(page.locator('input[name=password]')).toHaveValue('')
  expect(sent[0]).toBe('POST /api/session/unscripted')
  for (const address of addresses) expect(address).not.toContain(PASSWORD)
})

test('the sign-in form does nothing until late scripts are there, and then signs in', async ({ page }) => {
  const { promise: late, resolve: release } = Promise.withResolvers<undefined>()
  await page.route(SCRIPTS, async (route) => {
    await late
    await route.continue()
  })
  const addresses = watchAddresses(page)
  await page.goto('/login', { waitUntil: 'commit' })
  const sent = sends(page)
  await page.locator('input[name=username]').fill('doctor.li')
  await pressEarly(page)
  expect(sent).toEqual([])
  release(undefined)
  await expect(page.locator('form button[type=submit]:not([hidden])')).toBeEnabled()
  await page.locator('input[name=password]').press('Enter')
  await page.waitForURL((url) => url.pathname !== '/login')
  for (const address of addresses) expect(address).not.toContain(PASSWORD)
})

test('the lock screen does nothing while its scripts are blocked, and never puts the password anywhere', async ({
  page,
}) => {
  await signIn(page, 'doctor.li')
  await page.keyboard.press('Control+l')
  await expect(page.locator('input[name=password]')).toBeVisible()
  const locked = async () => (await page.request.get('/api/consult/conversations')).status()
  await expect.poll(locked, 'the server to lock').toBe(423)
  await page.route(SCRIPTS, (route) => route.abort())
  const addresses = watchAddresses(page)
  await page.reload()
  const sent = sends(page)
  await pressEarly(page)
  expect(sent).toEqual([])
  for (const address of addresses) expect(address).not.toContain(PASSWORD)
})
