import type { Page } from '@playwright/test'
import { barriers } from './accessibility'
import { expect, signInToConsult, test } from './portal'
import { QUESTION, withWritingPortal } from './writing-portal'

test.describe.configure({ timeout: 400_000 })

withWritingPortal('announcements', 15, 'openai', 4)

/** Keeps every text that comes into a live region from now on: what a speech program would read, in its order. */
const listen = (page: Page) =>
  page.evaluate(() => {
    const heard: string[] = []
    ;(window as unknown as { heard: string[] }).heard = heard
    const LIVE = '[role=log], [role=status], [role=alert], [aria-live]'
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest(LIVE)
        if (region === null || region === undefined || region.closest('[hidden]')) continue
        const added = [...addedNodes].map((node) => (node.textContent ?? '').trim()).filter(Boolean)
        // A change of the words themselves is read whole, additions to a log one by one.
        heard.push(...(added.length > 0 ? added : [region.textContent.trim()]))
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: string[] }).heard)

test('each part is told once it is whole, the findings once, and no piece of text', async ({ page }) => {
  await signInToConsult(page, 'doctor.li')
  await page.getByLabel('问题', { exact: true }).fill(QUESTION)
  // What the check says of the typed words is over before the question is asked.
  await expect(
    page.getByRole('region', { name: '病例与问题' }).getByText('依据：', { exact: false }).first(),
  ).toBeVisible()
  await listen(page)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('button', { name: '复制', exact: true })).toBeVisible()
  await expect.poll(async () => (await heard(page)).filter((one) => one.startsWith('审查：')).length).toBe(1)
  const log = await heard(page)
  for (const part of ['定义', '机制', '鉴别', '建议']) {
    expect(
      log.filter((one) => new RegExp(`^${part}已写完，\\d+ 字$`).test(one)),
      part,
    ).toHaveLength(1)
  }
  expect(log.filter((one) => one === '已完成')).toHaveLength(1)
  expect(log.length).toBeLessThanOrEqual(16)
  expect(log.join(' ')).not.toContain('再灌注')
  // A follow-up that raises flags, too, has a landmark of its own name beside that of the answer.
  await page.getByLabel('问题', { exact: true }).fill(QUESTION)
  await expect(page.getByRole('region', { name: '所写内容的红旗提示' })).toBeVisible()
})

test('every state of the screen passes in both themes, in forced colours and on a phone', async ({
  page,
}) => {
  await signInToConsult(page, 'doctor.wang')
  const check = async (state: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await barriers(page), `${state}, ${colorScheme}`).toEqual([])
    }
  }
  await check('nothing asked')
  await page.getByLabel('问题', { exact: true }).fill(`患者张伟，${QUESTION}`)
  await expect(page.getByText('张伟', { exact: false }).first()).toBeVisible()
  await check('typed, with a name')
  await page.getByLabel('问题', { exact: true }).fill(QUESTION)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('button', { name: '复制', exact: true })).toBeVisible()
  await check('answered, red flags unread')
  for (const summary of await page.locator('#pane-answer summary, #pane-thought summary').all()) {
    await summary.evaluate((one) => one.parentElement?.setAttribute('open', ''))
  }
  await page.locator('#pane-answer a[aria-describedby]').first().click()
  await check('everything opened')
  await page.setViewportSize({ width: 390, height: 844 })
  for (const name of ['病例', '回答', '推理']) {
    await page.getByRole('tab', { name, exact: true }).click()
    await check(`phone, ${name}`)
  }
  await page.getByRole('button', { name: '菜单' }).click()
  await check('phone, menu')
})

test('the page that is open, a pressed filter and a shown tab are told without colour', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await signInToConsult(page, 'doctor.li')
  const line = (of: ReturnType<Page['locator']>) =>
    of.evaluate((one) => getComputedStyle(one).textDecorationLine)
  expect(await line(page.getByRole('link', { name: '临床咨询' }))).toBe('underline')
  expect(await line(page.getByRole('link', { name: '机制图' }))).toBe('none')
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await line(page.getByRole('tab', { selected: true }))).toBe('underline')
  expect(await line(page.getByRole('tab', { selected: false }).first())).toBe('none')
})

test('whoever wants no motion sees none', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await signInToConsult(page, 'doctor.li')
  const moving = await page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
  )
  expect(moving).toBe(0)
})
