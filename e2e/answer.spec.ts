import type { APIRequestContext, Page } from '@playwright/test'
import { expect, signIn, signInOverHttp, signInToConsult, test } from './portal'
import { QUESTION, withWritingPortal } from './writing-portal'

test.describe.configure({ timeout: 240_000 })

withWritingPortal('answer', 9)

const partOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const copyButton = (page: Page) => page.getByRole('button', { name: '复制', exact: true })

/** Asks, and gives every acknowledgement that copying needs. */
async function askAndAcknowledge(page: Page): Promise<void> {
  await page.getByLabel('问题', { exact: true }).fill(QUESTION)
  await page.keyboard.press('Control+Enter')
  await expect(copyButton(page)).toBeVisible()
  await page.getByRole('button', { name: '我已阅读' }).click()
  await page.getByRole('button', { name: '确认', exact: true }).click()
  await expect(copyButton(page)).toBeEnabled()
}

/** As on a page without TLS, where browsers leave the property out. */
const withoutClipboard = (page: Page) =>
  page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))

/** What is on the clipboard, as it comes out of a paste by keyboard: plain, and rich. */
async function pasted(page: Page): Promise<{ plain: string; rich: string }> {
  await page.evaluate(() => {
    const [plain, rich] = [document.createElement('textarea'), document.createElement('div')]
    plain.id = 'pasted-plain'
    rich.id = 'pasted-rich'
    rich.contentEditable = 'true'
    document.body.append(plain, rich)
  })
  for (const id of ['pasted-plain', 'pasted-rich']) {
    await page.locator(`#${id}`).focus()
    await page.keyboard.press('Control+v')
  }
  return page.evaluate(() => {
    const [plain, rich] = [
      document.querySelector('textarea#pasted-plain'),
      document.getElementById('pasted-rich'),
    ]
    const both = { plain: (plain as HTMLTextAreaElement).value, rich: rich?.innerHTML ?? '' }
    plain?.remove()
    rich?.remove()
    return both
  })
}

async function releases(
  request: APIRequestContext,
): Promise<{ outcome: string; detail: Record<string, string> }[]> {
  await signInOverHttp(request, 'auditor.zhou')
  const answer = await request.get('/api/audit?event=answer.copied')
  const { records } = (await answer.json()) as { records: { outcome: string; detail: string }[] }
  return records.map(({ outcome, detail }) => ({
    outcome,
    detail: JSON.parse(detail) as Record<string, string>,
  }))
}

test('an answer is a document: bold, lists, a table, and no mark to be seen', async ({ page }) => {
  await signIn(page, 'doctor.li')
  await askAndAcknowledge(page)
  const differential = partOf(page, '鉴别')
  await expect(differential.getByRole('columnheader', { name: '不支持点' })).toBeVisible()
  await expect(differential.getByRole('row')).toHaveCount(5)
  await expect(partOf(page, '机制').locator('ol ul > li')).toHaveCount(2)
  await expect(partOf(page, '定义').locator('strong').first()).toContainText('STEMI')
  for (const name of ['定义', '机制', '鉴别', '建议']) {
    await expect(partOf(page, name)).not.toContainText(/\*\*|\|---|^#/)
  }
  await expect(differential.locator('[data-term]').first()).toBeVisible()
  await test.step('the standing of its model stands without any status', async () => {
    await page.route('**/api/status', (route) => route.abort())
    await expect(page.getByRole('contentinfo')).toContainText('与服务器断开')
    await expect(page.getByRole('contentinfo')).not.toContainText('对外连接')
    await expect(page.getByText('此模型未经本院验收', { exact: false })).toBeVisible()
    await page.unroute('**/api/status')
    await expect(page.getByRole('contentinfo')).not.toContainText('与服务器断开')
  })
  await test.step('the drawing quotes words, no marks', async () => {
    await page.getByRole('button', { name: '机制图' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('血栓形成').first()).toBeVisible()
    await expect(dialog).not.toContainText('**')
    await page.keyboard.press('Escape')
  })
})

test('it is copied for the record, with its sources, or in part, and each copy says how it ended', async ({
  page,
  request,
}) => {
  await withoutClipboard(page)
  await signIn(page, 'doctor.wang')
  await askAndAcknowledge(page)

  await test.step('text for the record', async () => {
    await copyButton(page).click()
    await page.getByRole('menuitem', { name: '病历文本' }).click()
    await expect(page.getByText('已复制', { exact: false }).first()).toBeVisible()
    const { plain, rich } = await pasted(page)
    expect(plain.split('\n')[0]).toBe('【AI 生成，须经医师核实】 模型未经本院验收，不得作为临床依据')
    expect(plain).toMatch(/疾病：主动脉夹层（I71\.\d）；支持点：突发撕裂样疼痛，双上肢血压差 >20 mmHg；/)
    expect(plain).toMatch(/^1\. 斑块破裂：/m)
    expect(plain).not.toContain('**')
    expect(rich).toContain('<strong')
    expect(rich).toContain('<table')
  })
  await test.step('with sources and notices', async () => {
    await copyButton(page).click()
    await page.getByRole('menuitem', { name: '含来源与提示' }).click()
    await expect
      .poll(async () => (await pasted(page)).plain)
      .toMatch(/人工智能[^]*ST 段抬高或急性心肌梗死[^]*鉴别[^]*审计编号/)
  })
  await test.step('one part', async () => {
    await page.getByRole('button', { name: '复制本段 定义' }).click()
    await expect(partOf(page, '定义').getByText('已复制', { exact: false })).toBeVisible()
    const { plain } = await pasted(page)
    expect(plain).toContain('【AI 生成，须经医师核实】')
    expect(plain).toContain('定义\n急性下壁')
    expect(plain).not.toContain('鉴别')
  })
  await test.step('a browser that refuses is recorded as such', async () => {
    // No browser here refuses by itself.
    await page.evaluate(() => Object.defineProperty(document, 'execCommand', { value: () => false }))
    await page.getByRole('button', { name: '复制本段 机制' }).click()
    await expect(partOf(page, '机制').getByText('浏览器拒绝复制', { exact: false })).toBeVisible()
  })
  const [failed, asked, ...before] = await releases(request)
  expect(failed).toMatchObject({ outcome: 'failed', detail: { form: 'part', part: 'mechanism' } })
  expect(asked).toEqual({ outcome: 'asked', detail: { form: 'part', part: 'mechanism' } })
  expect(before.map(({ outcome, detail }) => `${outcome} ${detail.form}`)).toEqual([
    ...['ok part', 'asked part', 'ok full', 'asked full', 'ok emr', 'asked emr'],
  ])
})

test('the copy form that is set comes first at once, also where the answer stands in another window', async ({
  page,
  context,
}) => {
  await signIn(page, 'doctor.wang')
  await askAndAcknowledge(page)
  const first = async () => {
    await copyButton(page).click()
    const name = await page.getByRole('menuitem').first().textContent()
    await page.keyboard.press('Escape')
    return name
  }
  expect(await first()).toBe('病历文本')
  const settings = await context.newPage()
  await settings.goto('/settings')
  await settings.getByText('全部内容含来源', { exact: true }).click()
  await expect(settings.getByText('已保存')).toBeVisible()
  await expect.poll(first).toBe('含来源与提示')
  await settings.getByRole('button', { name: '恢复默认' }).click()
  await expect.poll(first).toBe('病历文本')
  await settings.close()
})

test('on paper it is set too, and its table stays on the page', async ({ page }) => {
  await signIn(page, 'doctor.li')
  if (!(await copyButton(page).isVisible())) await askAndAcknowledge(page)
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', '')
  })
  await page.getByRole('button', { name: '打印', exact: true }).click()
  await expect(page.locator('body[data-printed]')).toHaveCount(1)
  // A4 within its margins, at 96 pixels an inch.
  await page.setViewportSize({ width: 680, height: 1009 })
  await page.emulateMedia({ media: 'print' })
  const sheet = page.locator('article')
  await expect(sheet.getByRole('columnheader', { name: '不支持点' })).toBeVisible()
  await expect(sheet).not.toContainText(/\*\*|\|---/)
  await expect(sheet).toContainText('此模型未经本院验收')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(680)
})

test('an answer opens its own drawing, or says that nothing could be read', async ({ page }) => {
  await signInToConsult(page, 'doctor.li')
  await page.getByLabel('问题', { exact: true }).fill(QUESTION)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: '机制图' }).click()
  const dialog = page.getByRole('dialog', { name: '本次回答的机制' })
  await expect(dialog.getByText(/须经医师核实|没有读出因果关系/).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})
