import type { Page } from '@playwright/test'
import { expect, signIn, signInToConsult, test } from './portal'

const list = (page: Page) => page.getByRole('dialog', { name: '键盘快捷键' })

/** The keys in the list, which is open, that can do something just now. */
async function listed(page: Page): Promise<string[]> {
  await expect(list(page)).toBeVisible()
  // Escape is of the first-use tour, which the person may have skipped in a test before.
  const rows = list(page).getByRole('row').filter({ hasNotText: '此刻不可用' })
  return (await rows.locator('kbd').allTextContents()).filter((keys) => keys !== 'Esc')
}

test('the list holds the shortcuts that are in force, on each page its own', async ({ page }) => {
  await signInToConsult(page, 'doctor.li')
  const question = page.getByLabel('问题', { exact: true })
  await question.fill('胸痛')
  await page.getByRole('button', { name: '键盘快捷键' }).click()
  expect((await listed(page)).sort()).toEqual(['?', 'Alt+C', 'Ctrl+Enter', 'Ctrl+L'])
  // What the box can do when it is empty is listed too.
  await expect(list(page).getByRole('row').filter({ hasText: '此刻不可用' }).first()).toContainText('/')
  await page.keyboard.press('Escape')
  await question.fill('')
  await page.getByRole('button', { name: '键盘快捷键' }).click()
  expect((await listed(page)).sort()).toEqual(['/', '?', 'Alt+C', 'Ctrl+Enter', 'Ctrl+L'])
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: '机制图' }).click()
  await expect(page.getByRole('list', { name: '步骤' })).toBeVisible()
  await page.keyboard.press('?')
  expect((await listed(page)).sort()).toEqual(['?', 'Ctrl+L', 'End', 'F', 'Home', 'Space', '←', '→'])
  await page.keyboard.press('Escape')
})

test('no shortcut acts below a dialog, in a field or while an input method composes', async ({ page }) => {
  await signIn(page, 'doctor.li')
  await page.getByRole('link', { name: '机制图' }).click()
  await expect(page.getByText('1 / 16')).toBeVisible()
  const send = (init: Record<string, unknown>) =>
    page.locator('main').dispatchEvent('keydown', { key: 'Home', bubbles: true, ...init })

  await page.keyboard.press('?')
  await expect(list(page)).toBeVisible()
  await page.keyboard.press('Home')
  await page.keyboard.press('Escape')
  await expect(list(page)).toBeHidden()
  await expect(page.getByText('1 / 16')).toBeVisible()

  await send({ isComposing: true })
  await send({ keyCode: 229 })
  await expect(page.getByText('1 / 16')).toBeVisible()
  // The same key without an input method, so that the two above had something to do.
  await send({})
  await expect(page.getByText('0 / 16')).toBeVisible()

  await page.getByRole('button', { name: '自己的文字' }).click()
  const box = page.getByRole('textbox')
  await box.fill('斑块破裂导致血栓形成')
  await box.press('?')
  await expect(box).toHaveValue(/\?$/)
  await expect(list(page)).toBeHidden()
})

test('Enter that ends the writing of an input method chooses nothing', async ({ page }) => {
  await signIn(page, 'doctor.li')
  await page.getByRole('button', { name: '模板', exact: true }).click()
  const search = page.getByRole('combobox', { name: '搜索模板' })
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
  await search.dispatchEvent('keydown', { key: 'Enter', bubbles: true, isComposing: true })
  await expect(search).toBeVisible()
  await search.press('Enter')
  await expect(search).toBeHidden()
})
