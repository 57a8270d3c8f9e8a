import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { docx, zip } from '../lib/testing/zip'
import { STATE } from './places'
import { choose, chosenFile, expect, sayYes, signIn, signInOverHttp, test } from './portal'

const CANARY = '金丝雀综合征'
const SUMMARY = [
  '入院日期：3月1日',
  '姓名：王小明',
  `出院诊断：1.${CANARY}（I21.9） 2.<img src=x onerror=alert(1)>`,
  '手术及操作：冠状动脉造影术',
  '出院带药：阿司匹林 100mg 口服 每日一次',
  '出院医嘱：两周后复诊',
].join('\n')

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const at = path.join(folder, name)
    return statSync(at).isDirectory() ? filesBelow(at) : [at]
  })
}

test('a doctor has summaries read, checks them against their words, exports, and nothing is left', async ({
  page,
}) => {
  await signIn(page, 'doctor.li')
  await page.getByRole('link', { name: '批量提取' }).click()
  await expect(page.getByText('不写入磁盘')).toBeVisible()

  await test.step('good files are kept, bad ones are named with their reason', async () => {
    const archive = zip([
      { name: 'a.txt', content: SUMMARY },
      { name: '../escape.txt', content: 'x' },
      { name: 'bomb.txt', content: Buffer.alloc(15 * 1024 * 1024) },
      { name: 'inner.zip', content: zip([{ name: 'b.txt', content: 'x' }]) },
    ])
    await page
      .getByLabel('选择文件', { exact: true })
      .last()
      .setInputFiles([
        chosenFile('小结.zip', archive),
        chosenFile('二.docx', docx(['出院诊断：肺炎', '出院医嘱：一周后复查'])),
        chosenFile('宏.docm', docx(['x'])),
        chosenFile('空.txt', ''),
        chosenFile('三.jsonl', `${JSON.stringify({ text: '患者好转出院。' })}\n{broken`),
      ])
    await expect(page.getByText('3 份文书')).toBeVisible()
    for (const reason of [
      '文件含宏',
      '内容为空',
      '越界路径',
      '压缩比异常',
      '压缩包内的压缩包',
      '不是有效的 JSON',
    ]) {
      await expect(page.getByText(reason)).toBeVisible()
    }
    await expect(page.getByText(/已遮盖 [1-9]\d* 处身份信息/)).toBeVisible()
  })

  await test.step('the job runs to its end', async () => {
    await page.getByRole('checkbox', { name: /交给模型/ }).uncheck()
    await page.getByRole('button', { name: '开始提取' }).click()
    await expect(page.getByText('已完成', { exact: true })).toBeVisible()
    await expect(page.getByText('3 / 3')).toBeVisible()
    // The button is gone: the keys of the list work at once.
    const documents = page.getByRole('table', { name: '文书与提取结果' }).locator('tbody').getByRole('button')
    await expect(documents.first()).toBeFocused()
    await page.keyboard.press('j')
    await expect(documents.first()).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('each value stands beside its words, which are marked in the text', async () => {
    await page.getByLabel('查找', { exact: true }).fill(CANARY)
    await expect(page.getByText('1 份', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: /a\.txt/ }).click()
    const values = page.getByRole('table', { name: '提取的内容' })
    await expect(values.getByRole('cell', { name: CANARY, exact: true })).toBeVisible()
    await expect(values.getByText('I21.9').first()).toBeVisible()
    await values.getByRole('button', { name: /阿司匹林/ }).click()
    await expect(page.locator('mark.bg-accent')).toContainText('阿司匹林')
    const source = page.getByRole('region', { name: '原文' })
    await expect(source).not.toContainText('王小明')
    await expect(page.locator('img[src=x]')).toHaveCount(0)
  })

  await test.step('a value is corrected and the document accepted', async () => {
    await page.getByRole('button', { name: '修改' }).click()
    await page.getByLabel('名称').first().fill('急性冠脉综合征')
    await page.getByRole('button', { name: '新增手术操作' }).click()
    await page.getByLabel('名称').nth(3).fill('支架植入')
    await page.getByRole('button', { name: '接受', exact: true }).click()
    await expect(page.getByText('已接受 · 已改')).toBeVisible()
    await expect(page.getByRole('cell', { name: '支架植入' })).toBeVisible()
    await choose(page, '筛选', '已接受')
    await expect(page.getByText('1 份', { exact: true })).toBeVisible()
  })

  await test.step('the results are taken out', async () => {
    await page.getByRole('button', { name: '导出…' }).click()
    for (const [name, word] of [
      ['CSV（表格）', '急性冠脉综合征'],
      ['FHIR R4 Bundle（JSON）', '"resourceType": "Condition"'],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name }).click(),
      ])
      expect(readFileSync(await download.path(), 'utf8')).toContain(word)
    }
    const [workbook] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'XLSX（Excel）' }).click(),
    ])
    expect(
      readFileSync(await workbook.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    await page.keyboard.press('Escape')
    await expect(page.getByText(/将于 .* 清除/)).toBeVisible()
  })

  await test.step('a reload keeps the job, wiping ends it, and no word is on disk', async () => {
    await page.reload()
    await expect(page.getByText('已完成', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: '立即清除' }).click()
    await sayYes(page, '立即清除')
    await expect(page.getByText('把文件拖到这里')).toBeVisible()
    for (const at of filesBelow(STATE)) {
      expect(readFileSync(at).includes(CANARY), at).toBe(false)
    }
  })
})

test('files can be dropped, a large one goes in pieces, and the model is stopped at once', async ({
  page,
}) => {
  await signIn(page, 'doctor.wang')
  await page.goto('/batch')
  const line = `${JSON.stringify({ text: '患者因咳嗽入院，予抗感染治疗后好转。' })}\n`
  const filler = `${JSON.stringify({ id: 'x'.repeat(1000) })}\n`
  const transfer = await page.evaluateHandle(
    (text) => {
      const data = new DataTransfer()
      data.items.add(new File([text], '大文件.jsonl'))
      return data
    },
    line.repeat(20) + filler.repeat(5000),
  )
  await page.getByText('把文件拖到这里').dispatchEvent('drop', { dataTransfer: transfer })
  await expect(page.getByText('20 份文书')).toBeVisible()
  await expect(page.getByText(/另有 \d+ 项未列出/)).toBeVisible()
  await page.getByRole('button', { name: '开始提取' }).click()
  await page.getByRole('button', { name: '暂停' }).click()
  await expect(page.getByText('已暂停', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: '继续' }).click()
  await page.getByRole('button', { name: '停止' }).click()
  await expect(page.getByText('已停止', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: '立即清除' }).click()
  await sayYes(page, '立即清除')
  await expect(page.getByText('把文件拖到这里')).toBeVisible()
})

test('a batch ends with its session, and a piece must be a plain piece of this origin', async ({
  request,
  playwright,
  baseURL,
}) => {
  await signInOverHttp(request, 'doctor.wang')
  const made = await request.post('/api/batch/jobs', { headers: { 'Sec-Fetch-Site': 'same-origin' } })
  const { id } = (await made.json()) as { id: string }
  const address = `/api/batch/jobs/${id}/files?file=5f0c1c1e-1111-4111-8111-111111111111&offset=0&size=3`
  const headers = { 'Content-Type': 'application/octet-stream', 'X-File-Name': 'a.txt' }
  const send = (over: Record<string, string>, data = Buffer.from('abc')) =>
    request.post(address, { headers: { ...headers, ...over }, data })
  expect((await send({ 'Content-Type': 'multipart/form-data; boundary=x' })).status()).toBe(415)
  expect((await send({ Origin: 'http://evil.test' })).status()).toBe(403)
  expect((await send({ 'X-File-Name': '%E0%A4%A' })).status()).toBe(400)
  expect((await send({}, Buffer.alloc(4 * 1024 * 1024 + 1))).status()).toBe(413)
  expect((await send({})).status()).toBe(200)
  const other = await playwright.request.newContext({ baseURL: baseURL ?? '' })
  await signInOverHttp(other, 'doctor.li')
  expect((await other.post(`/api/batch/jobs/${id}/rows`, { data: {} })).status()).toBe(404)
  await request.post('/api/session/end-all', { headers: { 'Sec-Fetch-Site': 'same-origin' } })
  await signInOverHttp(request, 'doctor.wang')
  const current = (await (await request.get('/api/batch/jobs')).json()) as { job: unknown }
  expect(current.job).toBeNull()
})
