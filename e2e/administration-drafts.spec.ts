import type { Page } from '@playwright/test'
import { heard, lock, unlock } from './draft-steps'
import { expect, signIn, test } from './portal'

async function lockAndUnlock(page: Page): Promise<void> {
  await lock(page)
  await unlock(page)
}

test('a policy being changed outlives a lock, a reload and a language, and a link that leaves it asks', async ({
  page,
}) => {
  await signIn(page, 'secadmin.sun')
  await page.goto('/admin/policies')
  const text = page.getByLabel('中文公告')
  const other = page.getByLabel(/每人每小时提问数/)
  await heard(page, 'admin/policies', () => text.fill('今晚 22 点停机维护'))
  await test.step('a lock', async () => {
    await lockAndUnlock(page)
    await expect(text).toHaveValue('今晚 22 点停机维护')
    await expect(page.getByText('已恢复未保存的修改。')).toBeVisible()
  })
  await test.step('a change of the language and a reload', async () => {
    await heard(page, 'admin/policies', () => other.fill('77'))
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByLabel('Notice in Chinese')).toHaveValue('今晚 22 点停机维护')
    await page.getByRole('button', { name: '中文' }).click()
    await expect(other).toHaveValue('77')
  })
  await test.step('a link asks, and to stay loses nothing', async () => {
    await page.locator('a[href="/admin/sessions"]').first().click()
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    await expect(text).toHaveValue('今晚 22 点停机维护')
  })
  await test.step('what was thrown away is gone', async () => {
    await page.locator('a[href="/admin/sessions"]').first().click()
    await page.getByRole('dialog').getByRole('button', { name: '放弃修改并离开' }).click()
    await page.waitForURL('**/admin/sessions')
    await page.goto('/admin/policies')
    await expect(text).toHaveValue('')
  })
})

test('a number out of its range is told beside its field in the words of the portal', async ({ page }) => {
  await signIn(page, 'secadmin.sun')
  await page.goto('/admin/policies')
  const form = page.getByRole('form', { name: '使用上限' })
  const field = form.getByLabel(/每人每小时提问数/)
  await field.fill('5000')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form.getByText(/请输入 \d+ 到 1000 之间的数。/)).toBeVisible()
  await expect(field).toBeFocused()
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await field.fill('500')
  await expect(form.getByText(/之间的数/)).toBeHidden()
})

test('instructions being written outlive a lock and a reload, and a link that leaves them asks', async ({
  page,
}) => {
  await signIn(page, 'secadmin.sun')
  await page.goto('/admin/system-prompt')
  const box = page.getByLabel('中文指示')
  await box.press('Control+End')
  await box.pressSequentially('先问过敏史。')
  await lockAndUnlock(page)
  await expect(box).toHaveValue(/先问过敏史。$/)
  await page.reload()
  await expect(box).toHaveValue(/先问过敏史。$/)
  await page.locator('a[href="/admin/sessions"]').first().click()
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  await page.getByRole('status').getByRole('button', { name: '放弃修改' }).click()
  await expect(box).not.toHaveValue(/先问过敏史。$/)
})

test('a dialog of a list is open again after a lock with what was typed in it', async ({ page }) => {
  await signIn(page, 'secadmin.sun')
  await page.goto('/admin/mappings')
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: '新增映射' }).click()
  await heard(page, 'admin/mapping', () => dialog.getByLabel(/目录组/).fill('cn=new-ward,dc=hospital'))
  await lockAndUnlock(page)
  await expect(dialog.getByLabel(/目录组/)).toHaveValue('cn=new-ward,dc=hospital')
  await page.reload()
  await expect(dialog.getByLabel(/目录组/)).toHaveValue('cn=new-ward,dc=hospital')
  await dialog.getByRole('button', { name: '取消' }).click()
  await page.reload()
  await expect(page.getByRole('button', { name: '新增映射' })).toBeVisible()
  await expect(dialog).toBeHidden()
})

test('of two windows with one text neither is written over by the other', async ({ page, context }) => {
  await signIn(page, 'doctor.li')
  await page.goto('/mechanism')
  await page.getByRole('button', { name: '自己的文字' }).click()
  const other = await context.newPage()
  await other.goto('/mechanism')
  await other.getByRole('button', { name: '自己的文字' }).click()
  const [first, second] = [page.getByRole('textbox'), other.getByRole('textbox')]
  await expect(first).toHaveValue('')
  await heard(other, 'mechanism', () => second.fill('斑块破裂导致血栓形成'))
  await first.fill('低钾')
  const line = page.getByText('另一窗口中已有较新的内容')
  await expect(line).toBeVisible()
  await test.step('nothing was lost', async () => {
    await other.reload()
    await expect(second).toHaveValue('斑块破裂导致血栓形成')
    await expect(first).toHaveValue('低钾')
  })
  await test.step('what is here is kept', async () => {
    await heard(page, 'mechanism', () => page.getByRole('button', { name: '保留这里的内容' }).click())
    await expect(line).toBeHidden()
  })
  await test.step('and the other window takes the newer', async () => {
    await second.press('End')
    await second.pressSequentially('，引起心肌梗死')
    await other.getByRole('button', { name: '改用另一窗口的内容' }).click()
    await expect(second).toHaveValue('低钾')
    await other.reload()
    await expect(second).toHaveValue('低钾')
  })
})

test('a page without its right and an address of nothing have a heading and a language', async ({ page }) => {
  await signIn(page, 'pharmacy.he')
  for (const place of ['/library', '/library/new', '/library/bundles', '/library/use']) {
    await page.goto(place)
    await expect(page.getByRole('heading', { level: 1 }), place).toHaveText('您的角色不包含此页面')
  }
  await page.goto('/no-such-page')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('没有')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.getByRole('button', { name: '中文' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
})
