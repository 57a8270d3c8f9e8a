import type { Page } from '@playwright/test'
import { expect, signInToConsult, test } from './portal'
import { FLAG, QUESTION, answerPane as answer, copyButton, withWritingPortal } from './writing-portal'

test.describe.configure({ timeout: 400_000 })

withWritingPortal('composer', 7, 'openai', 2)

const box = (page: Page) => page.getByLabel('问题', { exact: true })
/** What is said politely beside the box. */
const said = (page: Page) => page.locator('#pane-case [role=status]').filter({ hasText: FLAG })

const SKELETON = '生命体征：T ____℃，BP ____/____mmHg，SpO₂ ____%。'

test('a blood pressure goes into its two blanks as it is typed, and as it is pasted', async ({ page }) => {
  await signInToConsult(page, 'doctor.li')
  await box(page).fill(SKELETON)
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Tab')
  await page.keyboard.type('36.5')
  await page.keyboard.press('Tab')
  await page.keyboard.type('120/80')
  await page.keyboard.press('Tab')
  await page.keyboard.type('97')
  await expect(box(page)).toHaveValue('生命体征：T 36.5℃，BP 120/80mmHg，SpO₂ 97%。')

  await box(page).fill(SKELETON)
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await box(page).evaluate((area) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', '120/80 mmHg')
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await page.keyboard.press('Tab')
  await page.keyboard.type('97')
  await expect(box(page)).toHaveValue('生命体征：T ____℃，BP 120/80mmHg，SpO₂ 97%。')
})

test('a red flag is told once while one types, and the box is described by it', async ({ page }) => {
  await signInToConsult(page, 'doctor.li')
  // What changes in the region from now on.
  await box(page).evaluate(() => {
    const told: string[] = []
    Object.assign(window, { told })
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const at = target instanceof Element ? target : target.parentElement
        const region = at?.closest('[role=status]')
        const text = region?.textContent ?? ''
        if (text.includes('红旗') && told.at(-1) !== text) told.push(text)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  await box(page).fill(QUESTION)
  await expect(said(page)).toBeVisible()
  const described = await box(page).evaluate((area) =>
    (area.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  )
  expect(described).toContain(FLAG)
  const checked = page.waitForResponse('**/api/consult/check')
  await box(page).pressSequentially('另外，夜间睡眠尚可')
  await checked
  await expect(said(page)).toBeVisible()
  const told = await page.evaluate(() => (window as unknown as { told: string[] }).told)
  expect(told).toHaveLength(1)
  expect(told[0]).toContain(FLAG)
})

test('the box takes its place with the key, not with the answer of the server', async ({ page }) => {
  await signInToConsult(page, 'doctor.li')
  await box(page).fill(QUESTION.repeat(4))
  await expect(said(page)).toBeVisible()
  let accept = (): void => undefined
  const accepted = new Promise<void>((resolve) => {
    accept = resolve
  })
  await page.route('**/api/consult/runs', async (route) => {
    await accepted
    await route.continue()
  })
  const top = async () => (await box(page).boundingBox())?.y ?? 0
  const before = await top()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('button', { name: '正在提交…' })).toBeVisible()
  await expect(box(page)).toHaveValue(QUESTION.repeat(4))
  const sent = await top()
  expect(sent).toBeGreaterThan(before)
  accept()
  await expect(box(page)).toHaveValue('')
  await expect(page.getByRole('button', { name: '停止', exact: true })).toBeVisible()
  expect(Math.abs((await top()) - sent)).toBeLessThanOrEqual(2)
  await expect(copyButton(page)).toBeVisible()
})

test('a question is changed beside a draft, which comes back by Escape, by the button and when it is asked', async ({
  page,
}) => {
  await signInToConsult(page, 'doctor.wang')
  await box(page).fill('胸痛如何鉴别？')
  await page.keyboard.press('Control+Enter')
  await expect(copyButton(page)).toBeVisible()
  const edit = page.getByRole('button', { name: '修改后再问' })
  await box(page).fill('追问的草稿')
  await edit.click()
  await expect(box(page)).toHaveValue('胸痛如何鉴别？')
  await box(page).pressSequentially('急')
  await page.keyboard.press('Escape')
  await expect(box(page)).toHaveValue('追问的草稿')
  await expect(page.getByText('提交后成为原问题的新版本')).toHaveCount(0)

  await edit.click()
  await page.getByRole('button', { name: '取消', exact: true }).click()
  await expect(box(page)).toHaveValue('追问的草稿')
  await expect(box(page)).toBeFocused()

  await test.step('nothing is lost by a reload', async () => {
    const saved = page.waitForRequest(
      (request) =>
        request.url().includes('/api/consult/drafts/') && (request.postData()?.includes('如何') ?? false),
    )
    await edit.click()
    await (await saved).response()
    await page.reload()
    await expect(box(page)).toHaveValue('胸痛如何鉴别？\n\n追问的草稿')
    await box(page).fill('追问的草稿')
  })
  await edit.click()
  await expect(box(page)).toHaveValue('胸痛如何鉴别？')
  await page.keyboard.press('Control+Enter')
  await expect(box(page)).toHaveValue('追问的草稿')
  await expect(page.getByRole('group', { name: '回答的版本' })).toBeVisible()
  await expect(copyButton(page)).toBeVisible()
})

test('on a phone the first step of a release says so where the second will be, and a copy keeps the focus', async ({
  page,
}) => {
  await signInToConsult(page, 'doctor.li')
  await box(page).fill(QUESTION)
  await page.keyboard.press('Control+Enter')
  await expect(copyButton(page)).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('tab', { name: '回答', exact: true }).click()
  const first = answer(page).getByText('请先阅读红旗提示', { exact: false })
  await expect(first).toBeVisible()
  expect((await first.boundingBox())?.width).toBeGreaterThan(80)
  await answer(page).getByRole('button', { name: '我已阅读' }).click()
  await expect(first).toHaveCount(0)
  await answer(page).getByRole('button', { name: '确认', exact: false }).click()
  await expect(copyButton(page)).toBeEnabled()
  await copyButton(page).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: '病历文本' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(
    answer(page)
      .getByText(/已复制/)
      .first(),
  ).toBeVisible()
  await expect(copyButton(page)).toBeFocused()
})

test('at 200 % zoom the box is in view before and after an answer', async ({ page }) => {
  await page.setViewportSize({ width: 720, height: 450 })
  await signInToConsult(page, 'doctor.wang')
  await expect(box(page)).toBeInViewport({ ratio: 0.5 })
  await box(page).fill(QUESTION)
  await expect(said(page)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(copyButton(page)).toBeVisible()
  await page.evaluate(() => scrollTo(0, 0))
  await expect(box(page)).toBeInViewport({ ratio: 0.5 })
})
