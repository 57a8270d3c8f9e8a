import type { Page } from '@playwright/test'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { answerBegun, expect, signIn, signInToConsult, test } from './portal'
import { FLAG, QUESTION, answerPane as answer, copyButton, withWritingPortal } from './writing-portal'

test.describe.configure({ timeout: 400_000 })

// Slow enough that every part is seen while it grows.
withWritingPortal('workspace', 12, 'openai', 8)

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true })

async function ask(page: Page): Promise<void> {
  await page.getByLabel('问题', { exact: true }).fill(QUESTION)
  await page.keyboard.press('Control+Enter')
}
const finished = (page: Page) => expect(copyButton(page)).toBeVisible()
/** How much wider the page is than its window, in pixels. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

interface Watched {
  shift: number
  /** By how many pixels a heading of the answer has moved at the most. */
  moved: number
}

/** Watches, from now on, what the browser counts as shifts of layout, and where the headings of the answer stand. */
const watch = (page: Page) =>
  page.evaluate(() => {
    const seen: Watched = { shift: 0, moved: 0 }
    ;(window as unknown as { watched: Watched }).watched = seen
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number
        hadRecentInput: boolean
      })[]) {
        if (!entry.hadRecentInput) seen.shift += entry.value
      }
    }).observe({ type: 'layout-shift' })
    const tops = new Map<string, number>()
    const look = () => {
      for (const heading of document.querySelectorAll('#pane-answer [id^=section-]')) {
        const { top } = heading.getBoundingClientRect()
        const first = tops.get(heading.id) ?? top
        tops.set(heading.id, first)
        seen.moved = Math.max(seen.moved, Math.abs(top - first))
      }
      requestAnimationFrame(look)
    }
    look()
  })
const watched = (page: Page) => page.evaluate(() => (window as unknown as { watched: Watched }).watched)

test('nothing moves while an answer is written, and box, state and copy stay in sight', async ({ page }) => {
  await signInToConsult(page, 'doctor.li')
  await ask(page)
  await answerBegun(page)
  await watch(page)
  await finished(page)
  const { shift, moved } = await watched(page)
  expect(shift).toBeLessThanOrEqual(0.02)
  expect(moved).toBeLessThanOrEqual(1)

  await test.step('the page does not scroll, its panes do', async () => {
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0)
    await page.getByRole('heading', { name: '建议', exact: true }).scrollIntoViewIfNeeded()
    await expect(page.getByRole('heading', { name: '定义', exact: true })).not.toBeInViewport()
    for (const shown of [page.getByLabel('问题', { exact: true }), copyButton(page)]) {
      await expect(shown).toBeInViewport({ ratio: 1 })
    }
    await expect(page.getByRole('button', { name: '提问', exact: true })).toBeInViewport({ ratio: 1 })
  })
  await test.step('a line of text is no longer than can be read', async () => {
    const widest = await answer(page)
      .locator('p')
      .evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().width)))
    expect(widest).toBeLessThanOrEqual(700)
  })
})

test('by keyboard it takes five keys from an answer that is read to its copy, and the flags keep their names', async ({
  page,
}) => {
  await signInToConsult(page, 'doctor.wang')
  await ask(page)
  await finished(page)
  const flags = answer(page).getByRole('region', { name: '红旗提示' })
  await expect(flags).toContainText(FLAG)
  await page.keyboard.press('Alt+k')
  await expect(flags.getByRole('button', { name: '我已阅读' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(answer(page).getByRole('button', { name: '确认', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(copyButton(page)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: '病历文本' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(answer(page).getByText('已复制', { exact: false })).toBeVisible()
  // What was read does not disappear: its name stays, for as long as the answer does.
  await expect(flags).toContainText(FLAG)
  await expect(flags.getByText('依据：', { exact: false })).toHaveCount(0)
})

test('what was found opens below its sentence, and a part is reached by its number', async ({ page }) => {
  await signInToConsult(page, 'doctor.li')
  if (!(await copyButton(page).isVisible())) {
    await ask(page)
    await finished(page)
  }
  await page.keyboard.press('Alt+4')
  await expect(page.getByRole('heading', { name: '建议', exact: true })).toBeFocused()
  const mark = answer(page).locator('a[aria-describedby]').first()
  await mark.focus()
  await page.keyboard.press('Enter')
  await expect(mark).toHaveAttribute('aria-expanded', 'true')
  const note = answer(page).getByRole('note', { name: '待核对之处' })
  await expect(note).toBeVisible()
  const [from, to] = [await mark.boundingBox(), await note.boundingBox()]
  // Below the paragraph or the table of the words, not at the end of the part.
  expect(Math.abs((to?.y ?? 0) - (from?.y ?? 0))).toBeLessThan(400)
  await page.keyboard.press('Enter')
  await expect(note).toHaveCount(0)
})

test('on a phone and at 400 % nothing is cut off: tabs, and a table that scrolls by itself', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signInToConsult(page, 'doctor.wang')
  // A case that was asked before stands first: begin a new one.
  if (await tab(page, '病例').isVisible()) await tab(page, '病例').click()
  const fresh = page.getByRole('button', { name: '新建病例' })
  if (await fresh.isEnabled()) await fresh.click()
  await tab(page, '病例').click()
  await ask(page)
  await expect(tab(page, '回答')).toHaveAttribute('aria-selected', 'true')
  await finished(page)
  for (const [width, height] of [
    [390, 844],
    [320, 640],
    [320, 256],
    [640, 512],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const name of ['回答', '推理']) {
      await tab(page, name).click()
      expect(await overflow(page), `${name} at ${width}`).toBeLessThanOrEqual(0)
    }
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await tab(page, '回答').click()
  await test.step('one step after the other, so that the answer itself has room', async () => {
    const button = (name: string) => answer(page).getByRole('button', { name, exact: true })
    const [read, confirm] = [button('我已阅读'), button('确认')] as const
    await expect(confirm).toBeHidden()
    await expect(answer(page).getByRole('heading', { name: '定义' })).toBeInViewport()
    await read.click()
    await expect(confirm).toBeVisible()
  })
  const table = answer(page).getByRole('group', { name: '表格' })
  await expect(table).toHaveCSS('overflow-x', 'auto')
  await test.step('what is typed stays when another tab is shown', async () => {
    await answer(page).getByRole('button', { name: '追问…' }).click()
    const box = page.getByLabel('问题', { exact: true })
    await box.fill('还需要什么检查？')
    await tab(page, '病例').focus()
    await page.keyboard.press('ArrowRight')
    await expect(tab(page, '回答')).toBeFocused()
    await expect(box).toBeHidden()
    await page.keyboard.press('ArrowLeft')
    await expect(box).toHaveValue('还需要什么检查？')
    expect(await overflow(page)).toBeLessThanOrEqual(0)
  })
})

test('an administrator reaches every page from a phone, and sees them in groups on a screen', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/login')
  await page.locator('input[name=username]').fill('secadmin.sun')
  await page.locator('input[name=password]').fill('Ward-2026!')
  await page.locator('button[type=submit]:not([hidden])').click()
  await page.waitForURL('**/admin/security')
  const menu = page.getByRole('button', { name: '菜单' })
  await menu.click()
  const navigation = page.getByRole('navigation', { name: '主导航' })
  await expect(navigation.getByRole('list', { name: '人员' })).toBeVisible()
  for (const link of await navigation.getByRole('link').all()) {
    await expect(link).toBeInViewport({ ratio: 1 })
    // One line each: a name that runs vertically is none.
    expect((await link.boundingBox())?.height).toBeLessThan(48)
  }
  await page.keyboard.press('Escape')
  await expect(navigation).toHaveCount(0)
  await expect(menu).toBeFocused()
  await menu.click()
  await navigation.getByRole('link', { name: '会话' }).click()
  await page.waitForURL('**/admin/sessions')
  await expect(navigation).toHaveCount(0)
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 640 })
    expect(await overflow(page), `sessions at ${width}`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await expect(navigation.getByRole('list', { name: '规则' })).toBeVisible()
  await expect(menu).toBeHidden()
})

test('every printed page says what it is, from where, and that it is to be verified', async ({ page }) => {
  await signInToConsult(page, 'doctor.li')
  if (!(await copyButton(page).isVisible())) {
    await ask(page)
    await finished(page)
  }
  for (const name of ['我已阅读', '确认']) {
    const button = answer(page).getByRole('button', { name, exact: true })
    if (await button.isVisible()) await button.click()
    await expect(button).toHaveCount(0)
  }
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', '')
  })
  await answer(page).getByRole('button', { name: '打印' }).click()
  await expect(page.locator('body[data-printed]')).toHaveCount(1)
  const pdf = await getDocument({ data: new Uint8Array(await page.pdf({ preferCSSPageSize: true })) }).promise
  expect(pdf.numPages).toBeGreaterThan(1)
  for (let n = 1; n <= pdf.numPages; n += 1) {
    const { items } = await (await pdf.getPage(n)).getTextContent()
    // Fonts of paper name some characters by their radicals.
    const text = items
      .map((item) => ('str' in item ? item.str : ''))
      .join('')
      .normalize('NFKC')
    for (const part of [
      '临床咨询回答',
      '本院 · 心内科',
      '须经医师核实',
      '未经本院验收',
      `${n} / ${pdf.numPages}`,
    ]) {
      expect(text.replace(/\s/g, ''), `page ${n}`).toContain(part.replace(/\s/g, ''))
    }
  }
})

test('title and icon tell whoever looks elsewhere that an answer is done', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(document, 'hidden', { get: () => document.documentElement.dataset.away === 'yes' })
  })
  const look = (away: boolean) =>
    page.evaluate((gone) => {
      document.documentElement.dataset.away = gone ? 'yes' : 'no'
      document.dispatchEvent(new Event('visibilitychange'))
    }, away)
  const icon = () => page.evaluate(() => document.querySelector('link[rel=icon]')?.getAttribute('href'))
  await signIn(page, 'doctor.wang')
  await expect(page).toHaveTitle('临床咨询 · 院内智询')
  await page.getByLabel('问题', { exact: true }).fill(QUESTION)
  await look(true)
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveTitle(/✓ 回答完成 · 临床咨询/)
  expect(await icon()).toBe('/icon-done.svg')
  await look(false)
  await expect(page).toHaveTitle('临床咨询 · 院内智询')
  expect(await icon()).toBe('/icon.svg')
})
