import { answerBegun, choice, expect, PASSWORD, signIn, test } from './portal'

const QUESTION = '65岁男性，突发胸痛2小时，心电图示ST段抬高，如何鉴别与处理？'
const HEADINGS = ['定义', '机制', '鉴别', '建议']

test('a doctor asks, follows up, locks, and leaves nothing behind', async ({ page, context }) => {
  await signIn(page, 'doctor.li')
  await page.getByLabel('问题', { exact: true }).fill(QUESTION)
  const accepted = page.waitForResponse((answer) => answer.url().endsWith('/api/consult/runs'))
  await page.keyboard.press('Control+Enter')
  for (const name of HEADINGS) await expect(page.getByRole('heading', { name })).toBeVisible()
  expect((await accepted).status()).toBe(201)

  await test.step('a reload goes on with the same answer', async () => {
    await page.reload()
    await expect(page.getByText('审计编号').first()).toBeVisible()
    await expect(page.getByRole('button', { name: '复制', exact: true })).toBeVisible()
  })
  await test.step('a follow-up keeps the case', async () => {
    await page.getByLabel('问题', { exact: true }).fill('需要补充哪些检查？')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('追问 1')).toBeVisible()
    await answerBegun(page)
    await page.getByRole('button', { name: '停止', exact: true }).click()
    await expect(page.getByText('已停止').first()).toBeVisible()
    await expect(page.getByText(QUESTION)).toBeVisible()
  })
  await test.step('a second tab sees the case', async () => {
    const second = await context.newPage()
    await second.goto('/consult')
    await expect(second.getByText('追问 1')).toBeVisible()
    await second.close()
  })
  await test.step('a lock takes the text out of the document', async () => {
    await page.keyboard.press('Control+l')
    await expect(page.getByRole('heading', { name: '屏幕已锁定' })).toBeVisible()
    expect(await page.content()).not.toContain('突发胸痛')
    expect((await page.request.get('/api/consult/conversations')).status()).toBe(423)
    await page.getByLabel('密码').fill(PASSWORD)
    await page.getByRole('button', { name: '解锁' }).click()
    await expect(page.getByText(QUESTION)).toBeVisible()
  })
  await test.step('after sign-out the cookie is dead and the case is gone', async () => {
    const cookies = await context.cookies()
    await page.getByRole('button', { name: '李明 · 心内科' }).click()
    await page.getByRole('menuitem', { name: '退出', exact: true }).click()
    await page.waitForURL('**/login')
    await context.addCookies(cookies)
    expect((await page.request.get('/api/consult/conversations')).status()).toBe(401)
    // Leave the page first: it would react to the missing cookie while the test navigates.
    await page.goto('about:blank')
    await context.clearCookies()
    await signIn(page, 'doctor.li')
    await choice(page, '本次登录的病例').click()
    await expect(page.getByRole('option')).toHaveCount(1)
  })
})

test('the language switch is kept for the person', async ({ page, context }) => {
  await signIn(page, 'doctor.wang')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('link', { name: 'Consult' })).toBeVisible()
  await page.goto('about:blank')
  await context.clearCookies()
  await signIn(page, 'doctor.wang')
  await expect(page.getByRole('link', { name: 'Consult' })).toBeVisible()
  await page.getByRole('button', { name: '中文' }).click()
  await expect(page.getByRole('link', { name: '临床咨询' })).toBeVisible()
})

test('a wrong password is one plain sentence', async ({ page }) => {
  await page.goto('/login')
  await page.getByLabel('工号').fill('nobody.here')
  await page.getByLabel('密码').fill('wrong')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByText('工号或密码不正确')).toBeVisible()
})
