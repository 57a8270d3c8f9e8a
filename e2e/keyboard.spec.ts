import type { Locator, Page } from '@playwright/test'
import { expect, modelReady, PASSWORD, signInOverHttp, test } from './portal'

/** The Tab key, until the wanted element has the focus. Nothing in this file uses the mouse. */
async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(wanted).toBeVisible()
  for (let i = 0; i < 120; i++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error('the Tab key never came there')
}

/** Fills in the sign-in form that is shown, and sends it once its scripts are there: until then Enter does nothing. */
async function typeNameAndPassword(page: Page, username: string): Promise<void> {
  await expect(page.locator('input[name=username]')).toBeFocused()
  await page.keyboard.type(username)
  await page.keyboard.press('Tab')
  await page.keyboard.type(PASSWORD)
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeEnabled()
  await page.keyboard.press('Enter')
}

async function signInByKeyboard(page: Page, username: string): Promise<void> {
  await modelReady(page.request)
  await page.goto('/login')
  await typeNameAndPassword(page, username)
  await page.waitForURL((url) => url.pathname !== '/login')
}

/** People are listed from their first sign-in on. */
test.beforeAll(async ({ playwright }, { project }) => {
  const doctor = await playwright.request.newContext({ baseURL: project.use.baseURL ?? '' })
  await signInOverHttp(doctor, 'doctor.wang')
  await doctor.dispose()
})

const outline = (locator: Locator) =>
  locator.evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    return `${outlineStyle} ${outlineWidth}`
  })

test('people: skip, search, sort, open a dialog, and come back to where one was', async ({ page }) => {
  await signInByKeyboard(page, 'secadmin.sun')
  const people = page.getByRole('table', { name: '人员' })
  await expect(people.getByRole('row')).not.toHaveCount(0)
  await tabTo(page, page.getByRole('link', { name: '跳到正文' }))
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toBeFocused()

  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('doctor.')
  await page.keyboard.press('Enter')
  await expect(people.getByText('secadmin.sun')).toHaveCount(0)
  const head = people.getByRole('columnheader', { name: '工号' })
  await tabTo(page, head.getByRole('button'))
  await page.keyboard.press('Enter')
  await expect(head).toHaveAttribute('aria-sort', 'descending')
  // The rows follow when they have come.
  await expect(people.getByRole('row').nth(1)).toContainText('doctor.wang')

  const roles = people.getByRole('row').nth(1).getByRole('button', { name: '角色' })
  await tabTo(page, roles)
  expect(await outline(roles)).toBe('solid 2px')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press(i % 3 ? 'Tab' : 'Shift+Tab')
    // Past the last field the browser gives the focus to itself, never to the page behind.
    const outside = await page.evaluate(() => {
      const { activeElement } = document
      return (
        activeElement !== document.body && !document.querySelector('[role=dialog]')?.contains(activeElement)
      )
    })
    expect(outside).toBe(false)
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(roles).toBeFocused()
})

test('what cannot be undone asks first, with the focus on the way out', async ({ page }) => {
  await signInByKeyboard(page, 'secadmin.sun')
  await expect(page.getByRole('row').filter({ hasText: 'doctor.' })).not.toHaveCount(0)
  await page.keyboard.press('/')
  await page.keyboard.type('doctor.')
  await page.keyboard.press('Enter')
  const disable = page
    .getByRole('row')
    .filter({ hasText: 'doctor.' })
    .first()
    .getByRole('button', { name: '停用' })
  await tabTo(page, disable)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: '停用' })
  await expect(dialog.getByRole('button', { name: '取消' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(disable).toBeFocused()
  await expect(page.getByText('已停用')).toHaveCount(0)
})

test('a mapping is removed and brought back', async ({ page }) => {
  await signInByKeyboard(page, 'secadmin.sun')
  await tabTo(page, page.getByRole('link', { name: '映射与科室' }))
  await page.keyboard.press('Enter')
  const row = page.getByRole('row').filter({ hasText: 'cn=auditors,' })
  await tabTo(page, row.getByRole('button', { name: '删除' }))
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: '删除映射？' })
  await expect(dialog.getByRole('button', { name: '取消' })).toBeFocused()
  await expect(dialog.getByRole('button', { name: '删除映射' })).toBeEnabled()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByLabel('密码')).toBeFocused()
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(row).toHaveCount(0)
  await tabTo(page, page.getByRole('button', { name: '撤销' }))
  await page.keyboard.press('Enter')
  await expect(row).toBeVisible()
})

test('whoever signs in, unlocks or has just asked may type at once', async ({ page }) => {
  await signInByKeyboard(page, 'doctor.li')
  const box = page.getByLabel('问题', { exact: true })
  await expect(box).toBeFocused()
  await page.keyboard.press('Control+l')
  await expect(page.getByLabel('密码')).toBeFocused()
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(box).toBeFocused()
  await page.keyboard.type('急性胸痛如何处理？')
  await page.keyboard.press('Control+Enter')
  await expect(box).toHaveValue('')
  await expect(box).toBeFocused()
  // While the model works, nothing says that it has yet to be asked.
  await expect(page.getByText('提问后，推理会在此逐步显示')).toHaveCount(0)
  await page.getByRole('button', { name: '停止', exact: true }).first().click()
})

test('the shortcuts are listed, and typing is not taken for one', async ({ page }) => {
  await signInByKeyboard(page, 'secadmin.sun')
  // The rows come once the scripts are there, which hear the keys.
  await expect(page.getByRole('table', { name: '人员' })).toBeVisible()
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: '键盘快捷键' })
  await expect(dialog.getByText('Ctrl+L')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('/')
  await page.keyboard.type('?/')
  await expect(page.getByRole('searchbox')).toHaveValue('?/')
  await expect(dialog).toBeHidden()
})

test('another person takes over a locked ward PC, and the first one is signed out', async ({
  page,
  playwright,
  baseURL,
}) => {
  await signInByKeyboard(page, 'doctor.li')
  await expect(page.getByRole('button', { name: '锁屏' })).toBeVisible()
  const storageState = await page.context().storageState()
  const copy = await playwright.request.newContext({ baseURL: baseURL ?? '', storageState })
  expect((await copy.get('/api/session')).status()).toBe(200)
  await page.keyboard.press('Control+l')
  await expect(page.getByLabel('密码')).toBeFocused()
  await tabTo(page, page.getByRole('button', { name: '换人登录' }))
  await page.keyboard.press('Enter')
  await page.waitForURL('**/login')
  expect((await copy.get('/api/session')).status()).toBe(401)
  await typeNameAndPassword(page, 'doctor.wang')
  await expect(page.getByText('王芳 ·')).toBeVisible()
})
