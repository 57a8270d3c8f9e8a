import type { Page } from '@playwright/test'
import { answerBegun, choice, choose, expect, signIn, signInToConsult, test } from './portal'

const CASE = '62岁男性，胸痛2小时，血压150/90 mmHg。如何鉴别？'
const STOP = '**/api/consult/runs/*/stop'
const EVENTS = '**/api/consult/runs/*/events*'

async function ask(page: Page): Promise<void> {
  await page.getByLabel('问题', { exact: true }).fill(CASE)
  await page.getByRole('button', { name: '提问', exact: true }).click()
  await answerBegun(page)
}
const stopButton = (page: Page) => page.getByRole('button', { name: '停止', exact: true })

test('a stream that is answered 503 once is opened again, from where it was, and ends in done', async ({
  page,
}) => {
  await signIn(page, 'doctor.li')
  const asked: string[] = []
  await page.route(EVENTS, async (route) => {
    asked.push(new URL(route.request().url()).search)
    if (asked.length === 1) await route.fulfill({ status: 503, body: '' })
    else await route.continue()
  })
  await ask(page)
  await expect(page.getByText(/与服务器的连接已断开，所示内容可能不是最新/)).toBeVisible()
  await expect(page.getByText(/审计编号 /).first()).toBeVisible()
  await expect(page.getByText(/与服务器的连接已断开/)).toHaveCount(0)
  expect(asked.length).toBeGreaterThan(1)
  expect(asked.every((search) => /^\?lastEventId=\d+$/.test(search))).toBe(true)
})

test('Escape stops only where nothing else wants it, and can be undone; the button stops at once', async ({
  page,
}) => {
  await signIn(page, 'doctor.wang')
  // The page hears nothing of the answer, so that it is being written for as long as the test takes.
  await page.route(EVENTS, () => undefined)
  let stops = 0
  page.on('request', (request) => {
    if (/\/runs\/[^/]+\/stop$/.test(request.url())) stops += 1
  })
  await ask(page)
  const question = page.getByLabel('问题', { exact: true })
  const counting = page.getByText(/秒后停止回答/)
  /** Whether this Escape began the countdown; it is shown in the same step as the key or not at all. */
  const begins = async (press: () => Promise<unknown>) => {
    await press()
    // A later key that the page does act on: once its effect is there, so would be that of the one before.
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
    return (await counting.count()) > 0
  }
  const escape = () => page.keyboard.press('Escape')
  await test.step('a menu, a dialog, a choice, text and an input method have it first', async () => {
    await page.getByText('王芳 ·').click()
    expect(await begins(escape)).toBe(false)
    await page.keyboard.press('Alt+c')
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await begins(escape)).toBe(false)
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await choice(page, '本次登录的病例').click()
    await expect(page.getByRole('listbox')).toBeVisible()
    expect(await begins(escape)).toBe(false)
    await expect(page.getByRole('listbox')).toHaveCount(0)
    await question.fill('再问')
    expect(await begins(escape)).toBe(false)
    await question.fill('')
    const composing = (init: Record<string, unknown>) =>
      question.dispatchEvent('keydown', { key: 'Escape', bubbles: true, ...init })
    expect(await begins(() => composing({ isComposing: true }))).toBe(false)
    expect(await begins(() => composing({ keyCode: 229 }))).toBe(false)
    await page.getByRole('heading', { name: '回答', exact: true }).selectText()
    expect(await begins(escape)).toBe(false)
    await page.evaluate(() => document.getSelection()?.removeAllRanges())
  })
  await test.step('otherwise it counts down, and a second one or the button takes it back', async () => {
    await question.focus()
    expect(await begins(escape)).toBe(true)
    expect(await begins(escape)).toBe(false)
    expect(await begins(escape)).toBe(true)
    await page.getByRole('button', { name: '撤销，继续回答' }).click()
    await expect(counting).toHaveCount(0)
    expect(stops).toBe(0)
    await expect(stopButton(page)).toBeVisible()
  })
  await test.step('not undone, it stops', async () => {
    await question.focus()
    const sent = page.waitForResponse(STOP)
    await page.keyboard.press('Escape')
    await expect(counting).toBeVisible()
    expect((await sent).status()).toBe(202)
    expect(stops).toBe(1)
  })
  await test.step('the button stops without a countdown', async () => {
    const sent = page.waitForRequest(STOP)
    await stopButton(page).click()
    await sent
    await expect(counting).toHaveCount(0)
  })
})

test('a status that hangs for ever is no longer claimed once it is old', async ({ page }) => {
  // The limit of the request itself is taken away: only the age of the reading is left to tell.
  await page.addInitScript(() => {
    AbortSignal.timeout = () => new AbortController().signal
  })
  await signIn(page, 'doctor.li')
  const footer = page.getByRole('contentinfo')
  await expect(footer).toContainText('对外连接')
  await page.route('**/api/status', () => undefined)
  await expect(footer).toContainText(/与服务器断开.*最近一次状态读于 \d/)
  await expect(footer).not.toContainText('对外连接')
  await page.unroute('**/api/status')
})

test('removing a mapping shows who would lose what before it can be confirmed', async ({ page }) => {
  await signIn(page, 'secadmin.sun')
  await page.goto('/admin/mappings')
  const rows = page.getByRole('row').filter({ hasText: 'cn=doctors,' })
  await expect(rows.first()).toBeVisible()
  const before = await rows.count()
  await rows.first().getByRole('button', { name: '删除' }).click()
  const dialog = page.getByRole('dialog', { name: '删除映射？' })
  await expect(dialog.getByRole('button', { name: '取消' })).toBeFocused()
  await expect(dialog.getByRole('row').filter({ hasText: '李明' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: '删除映射' })).toBeEnabled()
  await page.keyboard.press('Escape')
  await expect(rows).toHaveCount(before)
})

test('another unit converts the number in both forms of a calculator, to the same result', async ({
  page,
}) => {
  await signInToConsult(page, 'doctor.wang')
  const convert = async (form: ReturnType<Page['getByRole']>) => {
    await form.getByLabel('血肌酐', { exact: true }).fill('88.4')
    await choose(form, '血肌酐的单位', 'mg/dL')
    await expect(form.getByLabel('血肌酐', { exact: true })).toHaveValue('1')
    await form.getByLabel('体重', { exact: true }).fill('60')
    await choose(form, '体重的单位', '斤')
    await expect(form.getByLabel('体重', { exact: true })).toHaveValue('120')
  }
  await test.step('beside the question', async () => {
    await page.keyboard.press('Alt+c')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('查找', { exact: false }).fill('cockcroft')
    await page.keyboard.press('Enter')
    await convert(dialog)
    await page.keyboard.press('Escape')
  })
  await test.step('in the form of a template', async () => {
    await page.getByRole('button', { name: '模板', exact: true }).click()
    const search = page.getByRole('combobox', { name: '搜索模板' })
    await search.fill('围手术期抗凝')
    await expect(page.getByRole('option', { name: /围手术期抗凝/ })).toBeVisible()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog
      .locator('summary')
      .filter({ hasText: /Cockcroft|肌酐清除率/ })
      .click()
    await convert(dialog)
    await dialog.getByLabel('体重', { exact: true }).fill('')
    await expect(choice(dialog, '体重的单位')).toContainText('斤')
  })
})
