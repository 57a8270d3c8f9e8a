import type { Page } from '@playwright/test'
import { choose, confirmAgain, expect, sayYes, signIn, signInOverHttp, test } from './portal'

test('a role is given by keyboard, its origin is shown, and a stale edit is told so', async ({
  page,
  playwright,
  baseURL,
}) => {
  const doctor = await playwright.request.newContext({ baseURL: baseURL ?? '' })
  await signInOverHttp(doctor, 'doctor.wang')
  await signIn(page, 'secadmin.sun')
  const row = page.getByRole('row').filter({ hasText: 'doctor.wang' })
  await row.getByRole('button', { name: '角色' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: '审计员' }).focus()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: '查看影响…' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('将获得：审计员')).toBeVisible()
  await page.getByRole('button', { name: '保存' }).click()
  await confirmAgain(page)
  await expect(row.getByText('审计员')).toBeVisible()
  const { roles } = (await (await doctor.get('/api/session')).json()) as { roles: { role: string }[] }
  expect(roles.map(({ role }) => role)).toContain('auditor')

  await row.getByRole('link', { name: 'doctor.wang' }).click()
  await expect(page.getByText('由 孙丽 手工授予').first()).toBeVisible()
  const id = page.url().split('/').at(-1) ?? ''
  await page.goto('/admin/security')
  await row.getByRole('button', { name: '角色' }).click()
  const headers = { origin: baseURL ?? '' }
  const { user } = (await (await page.request.get(`/api/admin/users/${id}`)).json()) as {
    user: { version: number }
  }
  const meanwhile = { roles: [], version: user.version }
  expect(
    (await page.request.put(`/api/admin/users/${id}/roles`, { headers, data: meanwhile })).status(),
  ).toBe(200)
  await page.getByRole('checkbox', { name: '药学负责人' }).click()
  await page.getByRole('button', { name: '查看影响…' }).click()
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('此内容已被他人更改')).toBeVisible()
  await expect(page.getByRole('checkbox', { name: '审计员' })).toBeChecked()
  await page.getByRole('button', { name: '重新载入' }).click()
  await expect(page.getByText('此内容已被他人更改')).toHaveCount(0)
  await expect(page.getByRole('checkbox', { name: '审计员' })).not.toBeChecked()
})

/** Fills in who is lent the headship for today, up to the question whether it is meant. */
async function nameDeputy(page: Page): Promise<void> {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())
  await page.getByRole('combobox', { name: '受托人' }).fill('王芳')
  await page.getByRole('option', { name: '王芳' }).click()
  await page.getByRole('textbox', { name: '首日' }).fill(today)
  await page.getByRole('textbox', { name: '末日' }).fill(today)
  await page.keyboard.press('Enter')
}

test('a head lends the headship and takes it back', async ({ page, playwright, baseURL }) => {
  // People can be named from their first sign-in on.
  await signInOverHttp(await playwright.request.newContext({ baseURL: baseURL ?? '' }), 'doctor.wang')
  await signIn(page, 'head.chen')
  await page.getByRole('link', { name: '委托' }).click()
  await nameDeputy(page)
  const end = async () => {
    await page.getByRole('cell').getByRole('button', { name: '结束' }).click()
    await page.getByRole('dialog', { name: '结束委托？' }).getByRole('button', { name: '结束' }).click()
  }
  const asked = page.getByRole('dialog', { name: '委托科主任职责？' })
  await expect(asked.getByText('将获得：科主任 · 心内科')).toBeVisible()
  await asked.getByRole('button', { name: '委托', exact: true }).click()
  await confirmAgain(page)
  await expect(page.getByRole('cell', { name: '王芳' })).toBeVisible()
  await end()
  await expect(page.getByText('目前没有委托')).toBeVisible()
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(page.getByRole('cell', { name: '王芳' })).toBeVisible()
  await end()
  await expect(page.getByText('目前没有委托')).toBeVisible()
})

test('whoever is lent a headship in the middle of a sentence keeps it, and is told', async ({
  page,
  browser,
  baseURL,
}) => {
  const ward = await browser.newContext({ baseURL: baseURL ?? '', locale: 'zh-CN' })
  const colleague = await ward.newPage()
  await signIn(colleague, 'doctor.wang')
  const box = colleague.getByLabel('问题', { exact: true })
  await box.fill('52岁女性，反复')
  await signIn(page, 'head.chen')
  await page.goto('/admin/delegations')
  await test.step('an empty form goes to the first field that is wrong', async () => {
    await page.getByRole('button', { name: '委托…' }).click()
    await expect(page.getByRole('combobox').first()).toBeFocused()
  })
  await nameDeputy(page)
  const asked = page.getByRole('dialog', { name: '委托科主任职责？' })
  await asked.getByRole('button', { name: '委托', exact: true }).click()
  await confirmAgain(page)
  await expect(page.getByRole('cell', { name: '王芳' })).toBeVisible()
  await expect(colleague.getByText('您的权限已更新')).toBeVisible()
  await page.getByRole('cell').getByRole('button', { name: '结束' }).click()
  await page.getByRole('dialog', { name: '结束委托？' }).getByRole('button', { name: '结束' }).click()
  await expect(page.getByText('目前没有委托')).toBeVisible()
  await box.pressSequentially('胸闷')
  await expect(box).toHaveValue('52岁女性，反复胸闷')
  expect(new URL(colleague.url()).pathname).toBe('/consult')
  // What was typed would wait for the person in the next test.
  await ward.request.post('/api/session/end-all', { headers: { origin: baseURL ?? '' } })
  await ward.close()
})

test('a policy keeps to its range and a mapping can be undone', async ({ page }) => {
  await signIn(page, 'secadmin.sun')
  await page.getByRole('link', { name: '策略' }).click()
  await test.step('one that keeps people out shows how many first', async () => {
    const limits = page.getByRole('form', { name: '使用上限' })
    await limits.getByLabel('每人每小时提问数').fill('90')
    await limits.getByRole('button', { name: '保存' }).click()
    const consequences = page.getByRole('dialog', { name: '更改“使用上限”？' })
    await expect(consequences.getByText('没有人会因此立即不能提问')).toBeVisible()
    await consequences.getByRole('button', { name: '取消' }).click()
  })
  const form = page.getByRole('form', { name: '病例模板' })
  await form.getByLabel('每人模板数').fill('90')
  await form.getByRole('button', { name: '保存' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  await expect(form.getByText('此操作需要再次输入密码')).toBeVisible()
  await form.getByRole('button', { name: '保存' }).click()
  await confirmAgain(page)
  await expect(form.getByText(/孙丽 于/)).toBeVisible()
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(form.getByLabel('每人模板数')).toHaveValue('100')
  const headers = { origin: new URL(page.url()).origin }
  const tooShort = { value: { retentionMonths: 3, checkpointEvery: 100 }, version: 0 }
  expect((await page.request.put('/api/admin/policies/audit', { headers, data: tooShort })).status()).toBe(
    400,
  )

  await page.getByRole('link', { name: '映射与科室' }).click()
  // What was typed of the first policy was not saved.
  await sayYes(page, '放弃修改并离开')
  await page.getByRole('button', { name: '新增映射' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('目录组', { exact: true }).fill('cn=interns,ou=groups,dc=hospital,dc=internal')
  await choose(dialog, '角色', '医生')
  await page.keyboard.press('Tab')
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  const row = page.getByRole('row').filter({ hasText: 'cn=interns' })
  await expect(row).toBeVisible()
  await row.getByRole('button', { name: '删除' }).click()
  await page.getByRole('button', { name: '删除映射' }).click()
  await expect(row).toHaveCount(0)
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(row).toBeVisible()
  await row.getByRole('button', { name: '删除' }).click()
  await page.getByRole('button', { name: '删除映射' }).click()
  await expect(row).toHaveCount(0)
})

test('an own session on another PC is seen and ended', async ({ page, playwright, baseURL }) => {
  const other = await playwright.request.newContext({ baseURL: baseURL ?? '' })
  await signInOverHttp(other, 'sysadmin.zhao')
  await signIn(page, 'sysadmin.zhao')
  await page.getByText('赵强 ·').click()
  await page.getByRole('menuitem', { name: '我的登录' }).click()
  await expect(page.getByRole('cell', { name: '当前' })).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: '结束' }).first().click()
  await expect.poll(async () => (await other.get('/api/session')).status()).toBe(401)
})
