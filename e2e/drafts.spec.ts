import type { Page } from '@playwright/test'
import { heard, lock, unlock } from './draft-steps'
import { expect, signIn, signInToConsult, test } from './portal'

const kept = (page: Page) => page.getByText(/0 个病例、1 份草稿保留到/)

/** Locks the page in the middle of a word, sees that the draft is counted and not shown, and unlocks. */
async function lockAndUnlock(page: Page, typed: string): Promise<void> {
  await lock(page)
  await expect(kept(page)).toBeVisible()
  expect(await page.content()).not.toContain(typed)
  await unlock(page)
}

test('a template that is being filled in outlives a lock, a reload and another page', async ({ page }) => {
  await signInToConsult(page, 'doctor.li')
  await page.getByRole('button', { name: '模板', exact: true }).click()
  await page.getByRole('combobox', { name: '搜索模板' }).fill('教学查房')
  await expect(page.getByRole('option', { name: /教学查房/ })).toBeVisible()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  const goOn = page.getByRole('button', { name: '继续填写模板' })
  await test.step('a lock', async () => {
    await dialog.getByLabel(/^主题/).fill('夜间盗汗')
    await lockAndUnlock(page, '盗汗')
    await goOn.click()
    await expect(dialog.getByLabel(/^主题/)).toHaveValue('夜间盗汗')
  })
  await test.step('a reload', async () => {
    await heard(page, 'new.form', () => dialog.getByLabel(/病例摘要/).fill('咳嗽两周'))
    await page.reload()
    await goOn.click()
    await expect(dialog.getByLabel(/^主题/)).toHaveValue('夜间盗汗')
    await expect(dialog.getByLabel(/病例摘要/)).toHaveValue('咳嗽两周')
  })
  await test.step('put into the box it is done with', async () => {
    await dialog.getByRole('button', { name: '放入问题框再改' }).click()
    await expect(page.getByLabel('问题', { exact: true })).toHaveValue(/夜间盗汗/)
    await expect(page.getByRole('button', { name: '模板', exact: true })).toBeVisible()
  })
})

test('the drugs of a check outlive a lock, a reload, another page and another language, and are checked anew', async ({
  page,
}) => {
  await signIn(page, 'doctor.li')
  await page.goto('/medication')
  const drugs = page.getByLabel('药品（每行一条医嘱）')
  const facts = page.getByLabel('患者情况')
  const DRUGS = '华法林 3mg 口服 qd\n氟康唑 0.2g 静滴 qd'
  const checked = async () => {
    await expect(drugs).toHaveValue(DRUGS)
    await expect(facts).toHaveValue('女，30岁，孕20周')
    await expect(page.getByText('华法林 + 氟康唑')).toBeVisible()
  }
  await drugs.fill(DRUGS)
  await facts.fill('女，30岁，孕20周')
  await page.keyboard.press('Control+Enter')
  await checked()
  await test.step('a lock', async () => {
    await lockAndUnlock(page, '孕20周')
    await checked()
  })
  await test.step('a reload', async () => {
    await page.reload()
    await checked()
  })
  await test.step('another page and back', async () => {
    await page.getByRole('link', { name: '机制图' }).click()
    await page.waitForURL('**/mechanism')
    await page.getByRole('link', { name: '用药核对' }).click()
    await checked()
  })
  await test.step('another language, which the results are in', async () => {
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByRole('heading', { name: /^Contraindicated/ })).toBeVisible()
    await page.getByRole('button', { name: '中文' }).click()
    await checked()
  })
  await test.step('a change is not checked before it is asked for', async () => {
    await facts.fill('')
    await expect(page.getByText('尚未核对')).toBeVisible()
    await lockAndUnlock(page, '静滴 qd\n')
    await expect(drugs).toHaveValue(DRUGS)
    await expect(page.getByText('尚未核对')).toBeVisible()
  })
})

test('own text of a mechanism outlives a lock and a reload', async ({ page }) => {
  await signIn(page, 'doctor.li')
  await page.goto('/mechanism')
  await page.getByRole('button', { name: '自己的文字' }).click()
  await page.getByRole('textbox').fill('斑块破裂导致血栓形成')
  await lockAndUnlock(page, '斑块破裂导致血栓')
  await expect(page.getByRole('textbox')).toHaveValue('斑块破裂导致血栓形成')
  await page.reload()
  await expect(page.getByRole('textbox')).toHaveValue('斑块破裂导致血栓形成')
})

test('a template being written outlives a lock and a reload, and a link that leaves it asks first', async ({
  page,
}) => {
  await signIn(page, 'doctor.li')
  await page.goto('/templates/new')
  const name = page.getByLabel('名称 *')
  await test.step('nothing typed is left without a question', async () => {
    await expect(name).toHaveValue('')
    await page.getByRole('link', { name: '返回列表' }).click()
    await page.waitForURL('**/templates')
    await page.goto('/templates/new')
  })
  await test.step('a lock and a reload', async () => {
    await name.fill('胸闷待查')
    await page.getByLabel('正文 *').fill('胸闷：诱因？')
    await lockAndUnlock(page, '胸闷')
    await expect(name).toHaveValue('胸闷待查')
    await expect(page.getByText('已恢复未保存的修改。')).toBeVisible()
    await page.reload()
    await expect(page.getByLabel('正文 *')).toHaveValue('胸闷：诱因？')
  })
  await test.step('a link asks, and to stay loses nothing', async () => {
    await page.getByRole('link', { name: '返回列表' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    await expect(name).toHaveValue('胸闷待查')
    expect(page.url()).toContain('/templates/new')
  })
  await test.step('what was thrown away is gone', async () => {
    await page.getByRole('link', { name: '机制图' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '放弃修改并离开' }).click()
    await page.waitForURL('**/mechanism')
    await page.goto('/templates/new')
    await expect(name).toHaveValue('')
  })
  await test.step('what was saved is no draft any more, and a change of it is one', async () => {
    await name.fill('胸闷待查')
    await page.getByLabel('正文 *').fill('胸闷：诱因？')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await expect(page.getByRole('heading', { name: '胸闷待查', exact: true })).toBeVisible()
    await page.goto(`${page.url()}/edit`)
    await page.getByLabel('正文 *').fill('胸闷：缓解？')
    await lockAndUnlock(page, '缓解？')
    await expect(page.getByLabel('正文 *')).toHaveValue('胸闷：缓解？')
    await page.getByRole('button', { name: '放弃修改' }).click()
    await expect(page.getByLabel('正文 *')).toHaveValue('胸闷：诱因？')
  })
})
