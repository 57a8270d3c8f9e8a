import type { Locator, Page } from '@playwright/test'
import { choice, answerQuestion, expect, signIn, signInOverHttp, test } from './portal'

/** How many pixels something reaches over the right edge of what it should stand in. */
async function over(inner: Locator, outer: Locator): Promise<number> {
  const [small, large] = [await inner.boundingBox(), await outer.boundingBox()]
  if (!small || !large) throw new Error('not drawn')
  return small.x + small.width - large.x - large.width
}

/** Whether all words of an element stand in it. */
const holdsItsWords = (one: Locator) => one.evaluate((element) => element.scrollWidth <= element.clientWidth)

const phone = (page: Page) => page.setViewportSize({ width: 390, height: 844 })

test('a monthly report stands within its sheet on a phone', async ({ page, playwright, baseURL }) => {
  await answerQuestion(playwright, baseURL)
  await phone(page)
  await signIn(page, 'head.chen')
  await page.goto('/usage/report')
  const month = choice(page, '月份')
  await expect(month).toContainText(/\d{4}年\d{1,2}月/)
  await month.click()
  await page.getByRole('option').first().click()
  const perDay = page.getByRole('region', { name: '每日提问' })
  await expect(perDay.getByRole('application')).toBeVisible()
  await expect.poll(() => over(perDay.getByRole('application'), perDay)).toBeLessThanOrEqual(0)
  const hours = page.getByRole('table', { name: '星期与时段' }).getByRole('columnheader')
  for (const hour of await hours.all()) expect(await holdsItsWords(hour)).toBe(true)
})

test('what can be done about a person is in sight beside a table that scrolls', async ({
  page,
  playwright,
  baseURL,
}) => {
  const other = await playwright.request.newContext({ baseURL: baseURL ?? '' })
  // Somebody with more than one role, of whom the table has much to say.
  await signInOverHttp(other, 'head.chen')
  await other.dispose()
  await page.setViewportSize({ width: 700, height: 768 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await signIn(page, 'secadmin.sun')
  const speak = async (locale: string) => {
    const headers = { origin: new URL(page.url()).origin }
    expect((await page.request.put('/api/session/locale', { data: { locale }, headers })).ok()).toBe(true)
  }
  // English is the wider of the two.
  await speak('en')
  try {
    await page.goto('/admin/security')
    const table = page.getByRole('table').first()
    const box = table.locator('xpath=..')
    const last = table.locator('tbody tr').first().locator('td').last().getByRole('button').last()
    await expect(last).toBeVisible()
    await expect.poll(() => box.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true)
    expect(await over(last, box)).toBeLessThanOrEqual(0)
    const cell = table.locator('tbody tr').first().locator('td').last()
    expect(await cell.evaluate((one) => getComputedStyle(one).backgroundImage)).toContain('gradient')
    // Where there is room for it, nothing is covered.
    await page.setViewportSize({ width: 1024, height: 768 })
    await expect.poll(() => box.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
    await phone(page)
    await expect(box).toHaveCSS('mask-image', /gradient/)
  } finally {
    // The language is kept for the person, who is met by other tests.
    await speak('zh-CN')
  }
})

test('a warning of the status line is read whole on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await signIn(page, 'doctor.li')
  const words = page.getByRole('contentinfo').getByRole('button').locator('span').first()
  await expect(words).toBeVisible()
  await words.evaluate((element) => {
    element.textContent = 'Not accepted by this hospital for use with patients'
  })
  expect(await holdsItsWords(words)).toBe(true)
  expect(await words.evaluate((element) => getComputedStyle(element).textOverflow)).toBe('clip')
  expect(await over(words, page.getByRole('contentinfo').getByRole('button'))).toBeLessThanOrEqual(0)
})

test('the queue stands whole in the status line of the narrowest phone', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await signIn(page, 'doctor.li')
  const line = page.getByRole('contentinfo').getByRole('button')
  for (const number of [line.getByText(/^运行 \d/), line.getByText(/^等待 \d/)]) {
    await expect(number).toBeVisible()
    expect(await over(number, line)).toBeLessThanOrEqual(0)
  }
})

test('results in a form have whole labels, and what is pressed is 24 pixels high', async ({ page }) => {
  await signIn(page, 'doctor.li')
  await page.goto('/consult?template=builtin-electrolytes-en')
  const dialog = page.getByRole('dialog')
  for (const width of [1440, 1024, 720]) {
    await page.setViewportSize({ width, height: 900 })
    const labels = dialog.locator('label:has([inputmode=decimal]) > span:first-child')
    await expect(labels.first()).toBeVisible()
    for (const label of await labels.all()) expect(await holdsItsWords(label)).toBe(true)
  }
  const height = async (one: Locator) => (await one.first().boundingBox())?.height ?? 0
  await page.goto('/consult')
  expect(await height(page.locator('#pane-case summary'))).toBeGreaterThanOrEqual(24)
  await page.goto('/templates')
  expect(await height(page.getByRole('button', { name: /^收藏/ }))).toBeGreaterThanOrEqual(24)
  await page.getByRole('row').getByRole('link').first().click()
  expect(await height(page.getByRole('main').getByRole('link'))).toBeGreaterThanOrEqual(24)
  expect(await height(page.getByText('提问之前的指示'))).toBeGreaterThanOrEqual(24)
})

test('the actions of a template’s form stand whole above the edge of a phone', async ({ page }) => {
  await phone(page)
  await signIn(page, 'doctor.li')
  await page.goto('/consult?template=builtin-teaching-round-zh')
  const dialog = page.getByRole('dialog')
  const ask = dialog.getByRole('button', { name: '提问', exact: true })
  await expect(ask).toBeVisible()
  const bar = ask.locator('xpath=../..')
  const [inner, outer] = [await bar.boundingBox(), await dialog.locator('xpath=../..').boundingBox()]
  expect((inner?.y ?? 0) + (inner?.height ?? 0)).toBeLessThanOrEqual((outer?.y ?? 0) + (outer?.height ?? 0))
})

test('a new template and an address of nothing look as the other pages do', async ({ page }) => {
  await signIn(page, 'doctor.li')
  await page.goto('/templates/new')
  await expect(page.getByRole('button', { name: '保存', exact: true })).toBeDisabled()
  await expect(page.getByText('填写不完整或格式不对')).toHaveCount(0)
  await page.goto('/no-such-page')
  await expect(page.getByRole('banner').getByRole('link', { name: '院内智询' })).toBeVisible()
})
