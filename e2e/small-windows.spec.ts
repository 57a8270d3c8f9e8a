import type { Page } from '@playwright/test'
import { expect, signInToConsult, test } from './portal'
import { FLAG, QUESTION, answerPane as answer, copyButton, withWritingPortal } from './writing-portal'

test.describe.configure({ timeout: 400_000 })

withWritingPortal('small-windows', 18, 'openai', 2)

test('at 200 % zoom the box stays where it is typed in, and the answer can be read before its flags are', async ({
  page,
}) => {
  await page.setViewportSize({ width: 720, height: 450 })
  await signInToConsult(page, 'doctor.li')
  const box = page.getByLabel('问题', { exact: true })
  await box.pressSequentially(QUESTION)
  await expect(page.getByRole('region', { name: '红旗提示' })).toBeVisible()
  await expect(box).toBeInViewport({ ratio: 0.9 })
  await page.keyboard.press('Control+Enter')
  await expect(copyButton(page)).toBeVisible()
  // The page scrolls as one: nothing of the answer lies in a strip of its own.
  const part = answer(page).getByRole('heading', { name: '建议', exact: true })
  await part.scrollIntoViewIfNeeded()
  await expect(part).toBeInViewport({ ratio: 1 })
  const room = await answer(page).evaluate((pane) => pane.clientHeight - innerHeight)
  expect(room).toBeGreaterThan(0)
})

test('on a phone the flags have their names beside the box and across the answer', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await signInToConsult(page, 'doctor.wang')
  const box = page.getByLabel('问题', { exact: true })
  await box.fill(QUESTION)
  await expect(page.locator('#pane-case p').filter({ hasText: FLAG }).first()).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Control+Enter')
  await expect(copyButton(page)).toBeVisible()
  const name = answer(page)
    .getByRole('region', { name: '红旗提示' })
    .locator('p')
    .filter({ hasText: FLAG })
    .first()
  const wide = async () => (await name.boundingBox())?.width ?? 0
  expect(await wide()).toBeGreaterThan(220)
  await answer(page).getByRole('button', { name: '我已阅读' }).click()
  await expect(answer(page).getByRole('button', { name: /展开/ })).toBeVisible()
  expect(await wide()).toBeGreaterThan(220)
})

/** About as much as is pasted from a patient's record. */
const RECORD =
  '患者男，65岁，因“反复胸闷气短3年，加重伴双下肢水肿1周”入院。既往高血压病史20年，最高180/110mmHg，规律服用氨氯地平5mg qd；' +
  '2型糖尿病10年，口服二甲双胍0.5g tid。查体：T 36.8℃，P 102次/分，R 24次/分，BP 152/94mmHg，SpO₂ 92%。双肺底可闻及湿啰音，' +
  '心界向左下扩大，心率102次/分，律不齐。双下肢中度凹陷性水肿。辅助检查：NT-proBNP 4860pg/mL，肌酐148μmol/L，血钾5.4mmol/L，' +
  '血红蛋白102g/L。心电图：心房颤动，ST-T改变。心脏彩超：左室射血分数35%，左房48mm。胸片：双肺淤血，心影增大。\n' +
  '初步诊断：1. 心力衰竭 心功能III级；2. 心房颤动；3. 高血压病3级 极高危；4. 2型糖尿病；5. 慢性肾脏病。下一步如何处理？'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const box = (page: Page) => page.locator('#pane-case textarea')

/** Begins a case of its own. */
async function begin(page: Page): Promise<void> {
  const tab = page.getByRole('tab', { name: /^(病例|Case)$/ })
  if (await tab.isVisible()) await tab.click()
  const fresh = page.getByRole('button', { name: /^(新建病例|New case)$/ })
  if (await fresh.isEnabled()) await fresh.click()
  await expect(fresh).toBeDisabled()
}

test('a pasted record gives way to the button that asks it, in every window', async ({ page }) => {
  await signInToConsult(page, 'doctor.li')
  await begin(page)
  const checked = page.waitForResponse('**/api/consult/check')
  await box(page).fill(RECORD)
  await checked
  for (const [width, height] of [
    [1440, 900],
    [1366, 768],
    [1024, 768],
    [720, 450],
    [390, 844],
    [320, 640],
  ] as const) {
    await page.setViewportSize({ width, height })
    const tab = page.getByRole('tab', { name: '病例', exact: true })
    if (await tab.isVisible()) await tab.click()
    await expect(button(page, '提问'), `at ${width}`).toBeInViewport({ ratio: 1 })
    await expect(box(page), `at ${width}`).toBeInViewport()
  }
})

test('a long question of a case is read by keyboard too', async ({ page }) => {
  await signInToConsult(page, 'doctor.wang')
  await begin(page)
  await box(page).fill(RECORD)
  await page.keyboard.press('Control+Enter')
  await expect(copyButton(page)).toBeVisible()
  const question = page.locator('#pane-case').getByRole('group', { name: '本病例' })
  await expect(question).toHaveAttribute('tabindex', '0')
})

interface Shift extends PerformanceEntry {
  value: number
  hadRecentInput: boolean
}

/** Counts from now on what the browser calls shifts of layout that nobody's key or press made. */
const countShifts = (page: Page) =>
  page.evaluate(() => {
    const counted = { shift: 0 }
    Object.assign(window, { counted })
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries() as Shift[]) {
        if (!hadRecentInput) counted.shift += value
      }
    }).observe({ type: 'layout-shift' })
  })
const shifted = (page: Page) =>
  page.evaluate(() => (window as unknown as { counted: { shift: number } }).counted.shift)

for (const [locale, width, height] of [
  ['en', 390, 844],
  ['en', 720, 450],
  ['en', 1440, 900],
  ['zh-CN', 1024, 768],
] as const) {
  test(`nothing moves from the key that asks to the whole answer: ${locale}, ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    await signInToConsult(page, 'doctor.li')
    const speak = async (to: string) => {
      const headers = { origin: new URL(page.url()).origin }
      expect((await page.request.put('/api/session/locale', { data: { locale: to }, headers })).ok()).toBe(
        true,
      )
    }
    await speak(locale)
    try {
      await page.reload()
      await expect(page.locator('html')).toHaveAttribute('lang', locale)
      await begin(page)
      const checked = page.waitForResponse('**/api/consult/check')
      await box(page).fill(QUESTION)
      await checked
      await expect(page.locator('#pane-case p[id$=-flags]')).toBeVisible()
      await countShifts(page)
      await box(page).press('Control+Enter')
      await expect(answer(page).getByRole('button', { name: /^(复制|Copy)$/ })).toBeVisible()
      expect(await shifted(page)).toBeLessThanOrEqual(0.02)
    } finally {
      await speak('zh-CN')
    }
  })
}

test.describe('on a phone', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } })

  test('a dialog is closed by its button and by a tap beside it', async ({ page }) => {
    await signInToConsult(page, 'doctor.li')
    await begin(page)
    const dialog = page.getByRole('dialog')
    await button(page, '模板').tap()
    const close = dialog.getByRole('button', { name: '关闭对话框' })
    const size = await close.boundingBox()
    expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(24)
    await close.tap()
    await expect(dialog).toHaveCount(0)
    await expect(button(page, '模板')).toBeFocused()
    await button(page, '模板').tap()
    // The library keeps a dialog back, unseen, until a phone's keyboard has come or not.
    const layer = page.locator('body > div').filter({ has: dialog })
    await expect(layer).toHaveCSS('opacity', '1')
    await page.touchscreen.tap(195, 20)
    await expect(dialog).toHaveCount(0)
  })

  test('the focus goes on with the work, and opens no keyboard', async ({ page }) => {
    await signInToConsult(page, 'doctor.wang')
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
    await begin(page)
    await box(page).fill(QUESTION)
    await button(page, '提问').tap()
    await expect(page.getByRole('tab', { name: '回答', exact: true })).toBeFocused()
    await expect(copyButton(page)).toBeVisible()
  })
})
