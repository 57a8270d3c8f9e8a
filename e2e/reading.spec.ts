import type { Page } from '@playwright/test'
import { expect, signInToConsult, test } from './portal'
import { QUESTION, withWritingPortal } from './writing-portal'

test.describe.configure({ timeout: 240_000 })

withWritingPortal('reading', 13)

const partOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

async function ask(page: Page, question: string): Promise<void> {
  await page.getByLabel('问题', { exact: true }).fill(question)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('button', { name: '复制', exact: true })).toBeVisible()
}

/** The mark that has the focus: its severity and what it leads to. Empty where none has. */
const focusedMark = (page: Page) =>
  page.evaluate(() => {
    const mark = document.activeElement?.closest<HTMLElement>('#pane-answer a[data-finding]')
    return mark ? `${mark.dataset['finding'] ?? ''} ${mark.getAttribute('href') ?? ''}` : ''
  })

test('what is to be checked is gone to one by one, the gravest first, by button and by key', async ({
  page,
}) => {
  await signInToConsult(page, 'doctor.li')
  await ask(page, QUESTION)
  const count = page.getByRole('button', { name: /^待核对 \d+/ })
  await count.click()
  await expect.poll(() => focusedMark(page)).not.toBe('')
  const first = await focusedMark(page)
  const marks = await page
    .locator('#pane-answer a[data-finding]:not([tabindex="-1"])')
    .evaluateAll((all) => all.map((mark) => mark.dataset['finding'] ?? ''))
  const gravest = ['red', 'yellow', 'grey'].find((severity) => marks.includes(severity))
  expect(first).toMatch(new RegExp(`^${gravest ?? ''} #finding-`))
  await expect(page.getByRole('note', { name: '待核对' }).first()).toBeInViewport()

  await count.click()
  const second = await focusedMark(page)
  expect(second).not.toBe(first)
  await page.keyboard.press('Alt+j')
  const third = await focusedMark(page)
  expect([first, second]).not.toContain(third)
  await page.keyboard.press('Alt+h')
  expect(await focusedMark(page)).toBe(second)
  await page.keyboard.press('Alt+h')
  expect(await focusedMark(page)).toBe(first)

  await test.step('on a phone the answer stays', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('tab', { name: '回答' }).click()
    await count.click()
    await expect(page.getByRole('tab', { name: '回答' })).toHaveAttribute('aria-selected', 'true')
    expect(await focusedMark(page)).not.toBe('')
  })
})

test('the terms of a part are one stop, in which arrows move, and its findings are stops', async ({
  page,
}) => {
  await signInToConsult(page, 'doctor.wang')
  await ask(page, QUESTION)
  const part = partOf(page, '建议')
  const terms = part.locator('[data-term]')
  await expect(terms.nth(1)).toBeVisible()
  await expect(part.locator('[data-term][tabindex="0"]')).toHaveCount(1)
  await terms.first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(terms.nth(1)).toBeFocused()
  await expect(part.getByRole('tooltip')).toBeVisible()
  // Tab comes back to the term that was left.
  await expect(part.locator('[data-term][tabindex="0"]')).toHaveCount(1)
  await expect(terms.nth(1)).toHaveAttribute('tabindex', '0')
  await page.keyboard.press('ArrowLeft')
  await expect(terms.first()).toBeFocused()
  await page.keyboard.press('End')
  await expect(terms.last()).toBeFocused()
})

test('answers are compared as they are read, without marks, and what is equal is folded', async ({
  page,
}) => {
  await signInToConsult(page, 'doctor.li')
  await ask(page, QUESTION)
  await page.getByRole('button', { name: '重问' }).click()
  await expect(page.getByText('2 / 2')).toBeVisible()
  await expect(page.getByRole('button', { name: '复制', exact: true })).toBeVisible()
  await page.getByRole('button', { name: '比较' }).click()
  const dialog = page.getByRole('dialog', { name: '比较' })
  const differential = dialog.getByRole('region', { name: '鉴别' })
  await expect(differential.getByText('主动脉夹层').first()).toBeHidden()
  await differential.getByText('相同').click()
  await expect(differential.getByText('主动脉夹层').first()).toBeVisible()
  await expect(dialog).not.toContainText(/\*\*|###|\| ?-{3}/)
})

test('headings begin with the first level, and leave none out', async ({ page }) => {
  await signInToConsult(page, 'doctor.wang')
  await ask(page, QUESTION)
  const levels = await page
    .locator('main :is(h1, h2, h3, h4)')
    .evaluateAll((all) => all.map(({ tagName }) => Number(tagName.slice(1))))
  expect(levels[0]).toBe(1)
  expect(levels.filter((level) => level === 1)).toHaveLength(1)
  expect(levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1)).toEqual([])
})

test('a quotation is set as one, with a rule beside it', async ({ page }) => {
  await signInToConsult(page, 'doctor.li')
  await ask(page, QUESTION)
  const quote = partOf(page, '机制').locator('blockquote')
  // As it is read: the cards of terms stand between the words and are not shown.
  await expect(quote).toContainText('右室梗死的低血压', { useInnerText: true })
  const rule = () =>
    quote.evaluate((element) => {
      const { borderLeftWidth, borderLeftStyle } = getComputedStyle(element)
      return `${borderLeftStyle} ${borderLeftWidth}`
    })
  expect(await rule()).toMatch(/^solid [1-9]/)
})
