import { expect, signIn, signInOverHttp, test } from './portal'

test('a page that is still coming says so, within its frame', async ({ page }) => {
  await signIn(page, 'doctor.li')
  await expect(page.getByRole('contentinfo')).toContainText('对外连接')
  const held = Promise.withResolvers<undefined>()
  await page.route('**/_next/static/chunks/**', async (route) => {
    await held.promise
    await route.continue()
  })
  await page.getByRole('link', { name: '机制图' }).click()
  await expect(page.locator('main').getByText('正在载入…', { exact: true })).toBeVisible()
  held.resolve(undefined)
  await expect(page.getByRole('list', { name: '步骤' })).toBeVisible()
})

test('an address of ours that names nothing says so, within its frame', async ({ page }) => {
  await signIn(page, 'doctor.li')
  await page.goto(`/templates/${'cgone'.padEnd(25, '0')}`)
  await expect(page.locator('main').getByRole('heading', { name: '没有这个页面' })).toBeVisible()
  await page.locator('main').getByRole('link', { name: '回到首页' }).click()
  await expect(page.getByLabel('问题', { exact: true })).toBeVisible()
  await page.goto('/no-such-page')
  await expect(page.getByRole('heading', { name: '没有这个页面' })).toBeVisible()
})

test('a page that is shown is one reading, a link to it is none', async ({ page, playwright, baseURL }) => {
  const auditor = await playwright.request.newContext({ baseURL: baseURL ?? '' })
  await signInOverHttp(auditor, 'auditor.zhou')
  const readings = async () => {
    const answer = await auditor.get('/api/audit?event=usage.viewed&outcome=ok&limit=200')
    return ((await answer.json()) as { records: unknown[] }).records.length
  }
  await signIn(page, 'head.chen')
  const settled = () => expect(page.getByRole('contentinfo')).toContainText('对外连接')
  const shown = () => page.waitForResponse((answer) => new URL(answer.url()).pathname === '/api/usage')
  await page.goto('/consult')
  await settled()
  const before = await readings()
  const link = page.getByRole('link', { name: '科室使用' })
  await link.hover()
  await link.focus()
  expect(await readings()).toBe(before)
  const first = shown()
  await link.click()
  await first
  expect(await readings()).toBe(before + 1)
  const second = shown()
  await page.reload()
  await second
  await settled()
  expect(await readings()).toBe(before + 2)
  await auditor.dispose()
})
