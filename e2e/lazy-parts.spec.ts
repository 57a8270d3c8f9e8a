import type { Page } from '@playwright/test'
import { expect, signIn, signInToConsult, test } from './portal'

const CHUNKS = '**/_next/static/chunks/**'

/** Keeps from a page, until `mend`, whatever of its scripts its HTML does not name, as where the portal is gone after the page came. */
async function withoutLaterScripts(page: Page): Promise<{ mend: () => void }> {
  const html = Promise.withResolvers<string>()
  let broken = true
  page.on('response', (answer) => {
    if (answer.request().isNavigationRequest() && answer.status() === 200) {
      void answer.text().then(html.resolve)
    }
  })
  await page.route(CHUNKS, async (route) => {
    const file = new URL(route.request().url()).pathname.split('/').at(-1) ?? ''
    const named = (await html.promise).includes(file)
    await (broken && !named ? route.abort() : route.continue())
  })
  return {
    mend: () => {
      broken = false
    },
  }
}

/** What stands for a dialog or a menu that did not load. */
const overThePage = (page: Page) =>
  page
    .getByRole('alert')
    .filter({ hasText: '这一部分没有载入', has: page.getByRole('button', { name: '关闭', exact: true }) })

test('a part that does not load says so, the page goes on, and trying again brings it', async ({ page }) => {
  await signIn(page, 'doctor.li')
  const { mend } = await withoutLaterScripts(page)
  await page.goto('/consult')
  const box = page.getByLabel('问题', { exact: true })
  await box.fill('血钾 6.8 怎样处理？')
  await page.getByRole('button', { name: '键盘快捷键' }).click()
  const missing = overThePage(page)
  await expect(missing.getByRole('button', { name: '重试' })).toBeVisible()
  await box.focus()
  await page.keyboard.press('End')
  await page.keyboard.type('急')
  await expect(box).toHaveValue('血钾 6.8 怎样处理？急')
  mend()
  await missing.getByRole('button', { name: '重试' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: '键盘快捷键' })
  await expect(dialog.getByRole('button', { name: '关闭', exact: true })).toBeFocused()
  await expect(missing).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(box).toHaveValue('血钾 6.8 怎样处理？急')
})

test('what lies over the page can be given up where it does not load', async ({ page }) => {
  await signIn(page, 'doctor.li')
  await withoutLaterScripts(page)
  await page.goto('/consult')
  await page.getByRole('button', { name: '李明' }).click()
  const missing = overThePage(page)
  await missing.getByRole('button', { name: '关闭', exact: true }).click()
  await expect(missing).toBeHidden()
})

test('what is opened later is there when the portal is not, by keyboard as well', async ({
  page,
  context,
}) => {
  const coming = new Set<string>()
  page.on('request', (request) => {
    if (request.url().includes('/_next/static/chunks/')) coming.add(request.url())
  })
  page.on('requestfinished', (request) => void coming.delete(request.url()))
  // The templates are asked for by a part that comes last, once the browser is idle.
  await signInToConsult(page, 'doctor.li')
  await expect.poll(() => coming.size, 'scripts on their way').toBe(0)
  await context.setOffline(true)
  const menu = page.getByRole('button', { name: '李明' })
  await menu.focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: '设置' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(menu).toBeFocused()
  await page.keyboard.press('Alt+C')
  await expect(page.getByRole('dialog', { name: '床旁计算器' })).toBeVisible()
  await page.keyboard.press('Escape')
  await context.setOffline(false)
})
