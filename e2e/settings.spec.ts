import { choice, choose, expect, signIn, test } from './portal'

test('what a person sets comes with the page, on any computer, and stays out of the browser', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, 'doctor.wang')
  await page.goto('/settings')
  await expect(page).toHaveTitle('设置 · 院内智询')
  await page.getByText('特大', { exact: true }).click()
  await expect(page.getByText('已保存')).toBeVisible()
  await page.getByText('深色', { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  // In the document itself: nothing is left to be done by scripts, so nothing flashes.
  const html = await (await page.request.get('/help')).text()
  expect(html).toMatch(/<html[^>]* data-theme="dark"[^>]* data-size="largest"/)
  expect(await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)].flat())).toEqual(
    [],
  )

  const other = await browser.newContext({ baseURL: baseURL ?? '' })
  const there = await other.newPage()
  await signIn(there, 'doctor.wang')
  await expect(there.locator('html')).toHaveAttribute('data-size', 'largest')
  await other.close()
  await page.getByRole('button', { name: '恢复默认' }).click()
  await expect(page.locator('html')).not.toHaveAttribute('data-size', /./)
})

test('the first steps are shown where they belong, skipped by Escape, and do not come back', async ({
  page,
}) => {
  await signIn(page, 'auditor.zhou')
  const tour = page.getByRole('region', { name: '首次使用引导' })
  await test.step('beside nothing else', async () => {
    await expect(tour).toContainText('1 / 4')
    const covered = await tour.evaluate((region) => {
      const { left, right, top, bottom } = region.getBoundingClientRect()
      const main = document.querySelector('main')?.getBoundingClientRect()
      return (
        main !== undefined && left < main.right && right > main.left && top < main.bottom && bottom > main.top
      )
    })
    expect(covered, 'the tour stands above the page and not over it').toBe(false)
  })
  await test.step('on no other page', async () => {
    await page.goto('/help')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(tour).toHaveCount(0)
  })
  await page.goto('/')
  await tour.getByRole('button', { name: '下一步' }).click()
  await expect(tour).toContainText('2 / 4')
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/api/preferences'))
  await page.keyboard.press('Escape')
  await expect(tour).toHaveCount(0)
  expect((await kept).status()).toBe(200)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(tour).toHaveCount(0)
  await page.goto('/settings')
  await page.getByRole('button', { name: '重新观看引导' }).click()
  await page.waitForURL('**/usage')
  await expect(tour).toBeVisible()
})

test('the guide of the own role opens, and the others are one choice away', async ({ page }) => {
  await signIn(page, 'sysadmin.zhao')
  await page.goto('/help')
  await expect(page.getByRole('heading', { name: '先看影响，再做决定' })).toBeVisible()
  await page.getByText('医生', { exact: true }).click()
  await expect(page.getByRole('heading', { name: '第一次提问' })).toBeVisible()
  await expect(page.getByRole('cell', { name: '红旗提示' })).toBeVisible()
})

test('a day is typed in the usual forms, or chosen from the calendar', async ({ page }) => {
  await signIn(page, 'auditor.zhou')
  await page.goto('/audit')
  const from = page.getByRole('textbox', { name: '从' })
  await from.fill('11/28/26')
  await page.keyboard.press('Tab')
  await expect(page.getByText('请输入日期，例如 2026-11-28')).toBeVisible()
  await from.fill('5 Jan 2026')
  await page.keyboard.press('Tab')
  await expect(from).toHaveValue('2026-01-05')
  await page.getByRole('button', { name: '打开日历：从' }).click()
  const calendar = page.getByRole('dialog', { name: '从' })
  await expect(calendar.getByRole('gridcell', { selected: true })).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(from).toHaveValue('2026-01-06')
  await expect(calendar).toHaveCount(0)
})

test('a choice goes by keys, and Escape closes it alone', async ({ page }) => {
  await signIn(page, 'auditor.zhou')
  await page.goto('/audit')
  await choice(page, '结果').focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('listbox')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await expect(choice(page, '结果')).toBeFocused()
  await choose(page, '事件', '登录')
  await expect(choice(page, '事件')).toContainText('登录')
})

test('what a change would do is shown before it is made, and people are found by name', async ({ page }) => {
  await signIn(page, 'head.chen')
  await page.goto('/admin/delegations')
  await page.getByRole('button', { name: '委托…' }).click()
  await expect(page.getByText('请从列表中选择一个人')).toBeVisible()
  await page.getByRole('combobox', { name: '受托人' }).fill('王')
  await page.getByRole('option', { name: /^王芳/ }).click()
  await page.getByRole('textbox', { name: '首日' }).fill('2099-12-02')
  await page.getByRole('textbox', { name: '末日' }).fill('2099-12-01')
  await page.getByRole('button', { name: '委托…' }).click()
  await expect(page.getByText('末日不能早于首日')).toBeVisible()
})
