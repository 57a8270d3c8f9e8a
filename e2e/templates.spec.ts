import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { APIRequestContext, Page } from '@playwright/test'
import { STATE } from './places'
import { answerBegun, confirmAgain, expect, sayYes, signIn, signInOverHttp, test } from './portal'

const XSS = '<img src=x onerror="document.title=1">{{constructor}}<script>document.title=2</script>'
const CANARY = 'quokkaquokka'

/** A signed-in visitor without a browser; keeps no connection, which the server may close just as it is used again. */
async function visitor(
  playwright: { request: { newContext: (options: object) => Promise<APIRequestContext> } },
  baseURL: string | undefined,
  username: string,
): Promise<APIRequestContext> {
  const request = await playwright.request.newContext({
    baseURL: baseURL ?? '',
    extraHTTPHeaders: { origin: baseURL ?? '', connection: 'close' },
  })
  await signInOverHttp(request, username)
  return request
}

const definition = (parts: object) => ({
  name: '皮疹',
  language: 'zh-CN',
  fields: [{ id: '部位', type: 'text', label: '部位', required: true }],
  body: '皮疹病例。部位：{{部位}}',
  ...parts,
})

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    return statSync(file).isDirectory() ? filesBelow(file) : [file]
  })
}

async function pick(page: Page, name: string): Promise<void> {
  await page.getByLabel('问题', { exact: true }).focus()
  await page.keyboard.press('/')
  await expect(page.getByRole('combobox', { name: '搜索模板' })).toBeFocused()
  await page.keyboard.type(name)
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: `填写：${name}` })).toBeVisible()
}

test('a doctor chooses a template with the keyboard, fills it in and asks; nothing of it stays', async ({
  page,
}) => {
  await signIn(page, 'doctor.wang')
  await pick(page, '教学查房')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '提问', exact: true }).click()
  await expect(dialog.getByText(/还有 \d+ 项需要填写或改正：.*主题/)).toBeVisible()
  // What is missing first has the focus, wherever it stands in the form.
  expect(
    await dialog
      .locator('[data-problem]')
      .first()
      .evaluate((field) => field.contains(document.activeElement)),
  ).toBe(true)
  await dialog.getByText('住院医师').click()
  await dialog.getByLabel(/时长/).fill('20')
  await dialog.getByLabel(/^主题/).fill(CANARY)
  await dialog.getByLabel(/病例摘要/).fill('咳嗽两周 {{主题}}')
  await dialog.getByText('机制', { exact: true }).click()
  await dialog
    .getByRole('group', { name: /需要提问与参考答案/ })
    .getByText('否')
    .click()
  await expect(dialog.getByText(/词元，预留/)).toBeVisible()
  await expect(dialog.locator('pre').last()).toContainText('咳嗽两周 {{主题}}')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByText(`主题：${CANARY}`).first()).toBeVisible()
  await answerBegun(page)
  await page.getByRole('button', { name: '停止', exact: true }).click()
  await expect(page.getByText('已停止').first()).toBeVisible()
  const { templates } = (await (await page.request.get('/api/templates')).json()) as {
    templates: { id: string; uses: number }[]
  }
  expect(templates.find(({ id }) => id === 'builtin-teaching-round-zh')?.uses).toBe(1)
  for (const file of filesBelow(STATE)) expect(readFileSync(file).includes(CANARY), file).toBe(false)
})

test('a hostile text in any part of a template is shown as text', async ({ page, playwright, baseURL }) => {
  const li = await visitor(playwright, baseURL, 'doctor.li')
  const field = (id: string, rest: object) => ({ id, label: XSS.slice(0, 70), hint: XSS, ...rest })
  const made = await li.post('/api/templates', {
    data: {
      note: XSS,
      definition: definition({
        name: '皮疹 <b>x</b>',
        description: XSS,
        tags: ['<i>x</i>'],
        source: XSS,
        addendum: XSS.replace('{{constructor}}', ''),
        fields: [
          field('a', { type: 'text' }),
          field('b', { type: 'number', unit: '<u>mg</u>' }),
          field('c', { type: 'choice', options: ['<b>一</b>', '二'] }),
          field('d', { type: 'labs', rows: [{ name: '<b>钾</b>', unit: '<b>x</b>' }] }),
          field('e', { type: 'passage', text: '<b>段</b>' }),
        ],
        body: '<b>{{a}}</b> {{b}} {{c}} {{d}} {{e}} <script>document.title=3</script>',
      }),
    },
  })
  expect(made.status()).toBe(201)
  const { id } = (await made.json()) as { id: string }
  await signIn(page, 'doctor.li')
  const title = await page.title()
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  for (const address of [
    '/templates',
    `/templates/${id}`,
    `/templates/${id}/edit`,
    `/consult?template=${id}`,
  ]) {
    await page.goto(address)
    await expect(page.getByText(/<b>/).first()).toBeVisible()
    expect(await page.locator('img[src="x"]').count(), address).toBe(0)
    expect(await page.locator('b', { hasText: /^(x|一|钾|段)$/ }).count(), address).toBe(0)
  }
  await page
    .getByRole('dialog')
    .getByLabel(/img src=x/)
    .first()
    .fill(XSS)
  await page.getByRole('dialog').getByRole('button', { name: '提问', exact: true }).click()
  await expect(page.getByText('<script>document.title=3</script>').first()).toBeVisible()
  expect(await page.title()).toBe(title)
  expect(dialogs).toEqual([])
  expect((await li.delete(`/api/templates/${id}`)).status()).toBe(204)
})

test('the editor names what is wrong, shows the question, and a second person publishes', async ({
  page,
  playwright,
  baseURL,
}) => {
  await signIn(page, 'doctor.li')
  await page.goto('/templates/new')
  await page.getByLabel('名称 *').fill('皮疹')
  await page.getByRole('button', { name: '添加字段' }).click()
  await page.getByLabel('字段名', { exact: true }).fill('部位')
  await page.getByLabel('显示名称').fill('部位')
  await page.getByLabel('正文 *').fill('部位：{{部位}}\n{{没有}}')
  await expect(page.getByText('正文 第 2 行：没有名为“没有”的字段。')).toBeVisible()
  await expect(page.getByRole('button', { name: '保存', exact: true })).toBeDisabled()
  await page.getByLabel('正文 *').fill('部位：{{部位}}，住院号：1234567')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText(/像是患者身份信息/)).toBeVisible()
  await page.getByLabel('正文 *').fill('部位：{{部位}}')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('heading', { name: '皮疹', exact: true })).toBeVisible()
  const own = page.url().split('/').at(-1) ?? ''

  const wang = await visitor(playwright, baseURL, 'doctor.wang')
  expect((await wang.get(`/api/templates/${own}`)).status()).toBe(404)
  await page.getByRole('button', { name: '发布…' }).click()
  await page.getByRole('button', { name: '提交审批' }).click()
  await expect(page.getByText('已提交，等待另一人批准。')).toBeVisible()

  await page.goto('about:blank')
  await page.context().clearCookies()
  await signIn(page, 'head.chen')
  await page.goto('/templates')
  await page.getByRole('link', { name: '有 1 个模板等待您审批。' }).click()
  await page.getByRole('button', { name: '批准' }).click()
  await expect(page.getByText('没有等待审批的模板')).toBeVisible()
  const { templates } = (await (await page.request.get('/api/templates')).json()) as {
    templates: { id: string; name: string; scope: string }[]
  }
  const published = templates.find(({ scope }) => scope === 'department')
  expect(published?.name).toBe('皮疹')
  expect((await wang.get(`/api/templates/${published?.id ?? ''}`)).status()).toBe(404)
})

test('an import shows its conflicts and merges what was chosen', async ({ page }) => {
  await signIn(page, 'doctor.li')
  const headers = { origin: new URL(page.url()).origin }
  const name = '皮疹（导入）'
  const first = { note: '', definition: definition({ name, body: '部位：{{部位}}' }) }
  const made = await page.request.post('/api/templates', { headers, data: first })
  expect(made.status()).toBe(201)
  const { id } = (await made.json()) as { id: string }
  const file = await (await page.request.get(`/api/templates/export?ids=${id}`)).body()
  const data = { base: 1, note: '', definition: definition({ name, body: '改过：{{部位}}' }) }
  expect((await page.request.post(`/api/templates/${id}/versions`, { headers, data })).status()).toBe(200)
  await page.goto('/templates')
  await page.getByRole('button', { name: '导入…' }).click()
  const chooser = page.locator('input[type=file]')
  await chooser.setInputFiles({
    name: 'x.json',
    mimeType: 'application/json',
    buffer: Buffer.from([0xff, 0xfe, 0x7b]),
  })
  await expect(page.getByText('文件不是 UTF-8 编码的文字')).toBeVisible()
  const altered = Buffer.from(file.toString().replace('部位：', '部位:'))
  await chooser.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: altered })
  await expect(page.getByText('文件的签名不成立')).toBeVisible()
  await chooser.setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: file })
  await expect(page.getByText('与您的模板冲突')).toBeVisible()
  await page.getByText('差异（我的 → 文件中的）').click()
  await expect(page.getByText('改过：{{部位}}')).toBeVisible()
  await page.getByLabel('替换为文件中的').check()
  await page.getByRole('button', { name: '导入所选' }).click()
  await expect(page.getByText('新增 0 个，替换 1 个。')).toBeVisible()
  await page.goto(`/templates/${id}`)
  await expect(page.getByText('第 3 版').first()).toBeVisible()
})

test('a case is handed over while its answer is written, within the department only', async ({
  page,
  browser,
  playwright,
  baseURL,
}) => {
  await signIn(page, 'doctor.li')
  await page.getByLabel('问题', { exact: true }).fill('贫血如何鉴别？')
  await page.keyboard.press('Control+Enter')
  await answerBegun(page)
  await page.getByRole('button', { name: '移交病例…' }).click()
  await expect(page.getByText(/从您这里消失（不留副本）/)).toBeVisible()
  await page.getByRole('button', { name: '生成移交码' }).click()
  const code = (await page.locator('output').textContent()) ?? ''
  expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/)

  const wang = await visitor(playwright, baseURL, 'doctor.wang')
  expect((await wang.post('/api/consult/handovers/accept', { data: { code } })).status()).toBe(403)

  const other = await browser.newContext({ baseURL: baseURL ?? '', locale: 'zh-CN' })
  const chen = await other.newPage()
  await signIn(chen, 'head.chen')
  await chen.goto('/consult')
  await chen.getByRole('button', { name: '接收病例…' }).click()
  await chen.getByLabel('移交码').fill(code)
  await chen.keyboard.press('Enter')
  await expect(chen.getByText(/李明 移交一个病例，含 1 个问题/)).toBeVisible()
  await chen.getByRole('button', { name: '接收', exact: true }).click()
  await expect(chen.getByText('贫血如何鉴别？').first()).toBeVisible()
  await expect(chen.getByText('审计编号').first()).toBeVisible()

  await expect(page.getByText('陈建国 已接收该病例。')).toBeVisible()
  expect(await page.content()).not.toContain('贫血如何鉴别')
  expect(
    ((await (await page.request.get('/api/consult/conversations')).json()) as { conversations: unknown[] })
      .conversations,
  ).toHaveLength(0)
  await other.close()
  const auditor = await visitor(playwright, baseURL, 'auditor.zhou')
  for (const event of ['conversation.offered', 'conversation.accepted']) {
    const { records } = (await (await auditor.get(`/api/audit?event=${event}`)).json()) as {
      records: unknown[]
    }
    expect(records).toHaveLength(1)
  }
})

test('the security admin changes the system prompt, sees its hash in the next record, and rolls back', async ({
  page,
  playwright,
  baseURL,
}) => {
  await signIn(page, 'secadmin.sun')
  await page.getByRole('link', { name: '系统提示词' }).click()
  await expect(page.getByText(/词元；连同问题/)).toBeVisible()
  await page.getByLabel('中文指示').fill('只回答医学问题。')
  await expect(page.getByLabel('中文指示')).toHaveAttribute('lang', 'zh-CN')
  await expect(page.getByLabel('英文指示')).toHaveAttribute('lang', 'en')
  await page.getByLabel('本次修改说明').fill('试行')
  await page.getByRole('button', { name: '保存为新版本' }).click()
  await sayYes(page, '保存为新版本')
  await confirmAgain(page)
  await expect(page.getByText('system-2').first()).toBeVisible()
  const { versions } = (await (await page.request.get('/api/admin/system-prompt')).json()) as {
    versions: { sha256: { zh: string } }[]
  }
  const doctor = await visitor(playwright, baseURL, 'doctor.wang')
  expect((await doctor.post('/api/consult/runs', { data: { question: '咳嗽' } })).status()).toBe(201)
  const auditor = await visitor(playwright, baseURL, 'auditor.zhou')
  const { records } = (await (await auditor.get('/api/audit?event=consult.started&limit=1')).json()) as {
    records: { detail: string }[]
  }
  expect(records[0]?.detail).toContain(versions[0]?.sha256.zh ?? '—')
  await page.getByRole('button', { name: '与使用中的比较' }).click()
  await expect(page.getByText('只回答医学问题。').last()).toBeVisible()
  await page.getByRole('button', { name: '恢复此版本' }).click()
  await sayYes(page, '恢复此版本')
  await expect(page.getByText('system-3').first()).toBeVisible()
  const after = (await (await page.request.get('/api/admin/system-prompt')).json()) as {
    versions: { sha256: { zh: string } }[]
  }
  expect(after.versions[0]?.sha256.zh).toBe(after.versions[2]?.sha256.zh)
})
