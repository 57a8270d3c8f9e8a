import { column, pdf } from '../lib/testing/pdf'
import { expect, PASSWORD, signIn, test } from './portal'

const DOCUMENT = `# 院内高钾血症处理规程

## 分级

| 程度 | 血清钾（mmol/L） |
| ---- | ---------------- |
| 重度 | 6.5 及以上       |

## 心电图改变

血钾超过 6.5 mmol/L 或有心电图改变时，静脉注射 10% 葡萄糖酸钙 10 mL，两到三分钟推完。

<script>document.title = 'run'</script>
`
const TOO_LONG = expect.stringContaining('文字超过 800 万字') as unknown
const TITLE = '院内高钾血症处理规程'

test('a head proposes a document, another person approves it, and a doctor finds and opens it', async ({
  browser,
  page,
}) => {
  await signIn(page, 'head.chen')
  await page.getByRole('link', { name: '院内资料' }).click()
  await page.getByRole('link', { name: '提交资料' }).click()
  const file = { name: 'potassium.md', mimeType: 'text/markdown', buffer: Buffer.from(DOCUMENT) }
  await page.getByLabel('文件').setInputFiles(file)
  await expect(page.getByLabel('标题')).toHaveValue(TITLE)
  await expect(page.getByRole('region', { name: '预览' })).toContainText('葡萄糖酸钙')
  await page.getByLabel('发布者').fill('本院心内科')
  await page.getByLabel('年份').fill('2026')
  await page.getByRole('button', { name: '提交审批' }).click()
  await expect(page.getByText('已提交，等待另一人审批。')).toBeVisible()
  await page.getByRole('link', { name: '查看', exact: true }).click()
  await expect(page.getByText('这是您提交的，需由另一人审批。')).toBeVisible()
  await expect(page.getByRole('button', { name: '批准' })).toHaveCount(0)

  const second = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  await signIn(second, 'secadmin.sun')
  await second.goto('/library')
  await second.getByRole('button', { name: '有 1 份资料等待您审批' }).click()
  await second.getByRole('link', { name: TITLE }).click()
  await second.getByRole('button', { name: '批准', exact: true }).click()
  await expect(
    second.getByRole('region', { name: '审批' }).getByRole('button', { name: '停用' }),
  ).toBeVisible()
  await second.context().close()

  const ward = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  await signIn(ward, 'doctor.wang')
  await ward.goto('/library')
  const question = ward.getByRole('searchbox', { name: '检索问题' })
  const results = ward.getByRole('region', { name: '检索结果' })
  await expect(async () => {
    await question.fill('高钾血症心电图有改变，葡萄糖酸钙怎么用')
    await question.press('Enter')
    await expect(results.getByRole('link', { name: TITLE }).first()).toBeVisible({ timeout: 2000 })
  }).toPass()
  expect(ward.url()).not.toContain('%')
  await expect(results.locator('mark').first()).toBeVisible()
  await results.getByRole('link', { name: TITLE }).first().click()
  const passage = ward.locator('li[aria-current=true]')
  await expect(passage).toContainText('葡萄糖酸钙')
  await expect(passage).toBeInViewport()
  await expect(ward.getByRole('columnheader', { name: '血清钾（mmol/L）' })).toBeVisible()
  await expect(ward.getByRole('cell', { name: '6.5 及以上' })).toBeVisible()
  const [download] = await Promise.all([
    ward.waitForEvent('download'),
    ward.getByRole('link', { name: '下载原件' }).click(),
  ])
  expect(download.suggestedFilename()).toBe(`${TITLE} 2026.md`)
  await expect(ward.getByRole('button', { name: '停用' })).toHaveCount(0)
  const address = await ward.getByRole('link', { name: '下载原件' }).getAttribute('href')
  const answer = await ward.request.get(address ?? '')
  expect(answer.headers()).toMatchObject({
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  })
  expect(answer.headers()['content-disposition']).toMatch(/^attachment/)
  expect(await answer.text()).toBe(DOCUMENT)
  await ward.context().close()
})

test('a file larger than what passes through a proxy arrives whole', async ({ page }) => {
  await signIn(page, 'head.chen')
  const text = `# 大文件\n\n${'每日复查血钾与肌酐，直至稳定。\n\n'.repeat(600_000)}`
  const query = new URLSearchParams({ file: 'large.md', title: '大文件', publisher: '本院', year: '2026' })
  const answer = await page.request.post(`/api/library/documents?${query.toString()}`, {
    headers: { 'content-type': 'application/octet-stream', origin: new URL(page.url()).origin },
    data: Buffer.from(text),
  })
  // Of a part of it, ten megabytes, there would be a proposal.
  expect(await answer.json()).toMatchObject({ code: 'library_unreadable', title: TOO_LONG })
  const list = await (await page.request.get('/api/library/documents?search=大文件')).text()
  expect(list).toContain('"total":0')
})

const LINES = ['利伐沙班用于房颤：肌酐清除率十五到四十九时每日十五毫克。', '低于十五时不用，改由肾内科商定。']

test('a PDF is shown as the page itself, with the passage marked where it is printed', async ({
  browser,
  page,
}) => {
  await signIn(page, 'head.chen')
  const pages = [
    column([60, 780], ['本院抗凝药处方集封面，第一版，供临床科室查阅。']),
    column([60, 700], LINES),
  ]
  const query = new URLSearchParams({
    file: 'doac.pdf',
    title: '抗凝药处方集',
    publisher: '本院',
    year: '2026',
    ticked: '0',
  })
  const headers = (of: typeof page) => ({ origin: new URL(of.url()).origin })
  const proposed = await page.request.post(`/api/library/documents?${query.toString()}`, {
    headers: { 'content-type': 'application/octet-stream', ...headers(page) },
    data: pdf(pages),
  })
  const { documentId, editionId } = (await proposed.json()) as { documentId: string; editionId: string }
  const second = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  await signIn(second, 'secadmin.sun')
  const approved = await second.request.put(`/api/library/editions/${editionId}`, {
    headers: headers(second),
    data: { decision: 'approve', ticked: 0 },
  })
  expect(approved.status()).toBe(204)
  const read = await second.request.get(`/api/library/documents/${documentId}`)
  const { passages } = (await read.json()) as { passages: { id: number; page: number; text: string }[] }
  const dose = passages.find(({ text }) => text.includes('利伐沙班'))
  expect(dose?.page).toBe(2)
  await second.goto(`/library/${documentId}?edition=${editionId}&passage=${String(dose?.id)}`)
  const printed = second.getByRole('region', { name: '原件页面' })
  await expect(printed.locator('[data-marked-line]')).toHaveCount(LINES.length)
  await expect(printed.getByRole('img', { name: '原件第 2 页，共 2 页' })).toBeVisible()
  const inked = await printed.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
    return data.some((value, i) => i % 4 === 0 && value < 128)
  })
  expect(inked).toBe(true)
  await second.context().close()
})

test('the way back from a document leads to the search, whose words only the page remembers', async ({
  page,
}) => {
  await signIn(page, 'doctor.wang')
  await page.goto('/library')
  const question = page.getByRole('searchbox', { name: '检索问题' })
  const results = page.getByRole('region', { name: '检索结果' })
  const first = results.getByRole('link').first()
  await question.fill('高钾血症 心电图改变')
  await question.press('Enter')
  await first.click()
  await expect(page.getByRole('heading', { name: '正文' })).toBeVisible()
  await page.goBack()
  await expect(question).toHaveValue('高钾血症 心电图改变')
  await expect(first).toBeVisible()
  expect(decodeURIComponent(page.url())).not.toContain('高钾')
  await page.getByRole('button', { name: '锁屏', exact: true }).click()
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '解锁', exact: true }).click()
  await expect(question).toHaveValue('')
  await expect(results).toHaveCount(0)
})
