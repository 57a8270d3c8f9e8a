import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { docx, zip } from '../lib/testing/zip'
import { STATE } from './places'
import { choice, choose, expect, sayYes, signIn, signInOverHttp, test } from './portal'

const CANARY = '金丝雀综合征'
const SUMMARY = [
  '入院日期：3月1日',
  '姓名：王小明',
  `出院诊断：1.${CANARY}（I21.9） 2.<img src=x onerror=alert(1)>`,
  '手术及操作：冠状动脉造影术',
  '出院带药：阿司匹林 100mg 口服 每日一次',
  '出院医嘱：两周后复诊',
].join('\n')

const file = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
})

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
        file('小结.zip', archive),
        file('二.docx', docx(['出院诊断：肺炎', '出院医嘱：一周后复查'])),
        file('宏.docm', docx(['x'])),
        file('空.txt', ''),
        file('三.jsonl', `${JSON.stringify({ text: '患者好转出院。' })}\n{broken`),
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

/** A workbook as SheetJS writes it: with a type of macros that no part of it has. */
function sheetJsWorkbook(text: string): Buffer {
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const cells = ['序号', '出院小结', '1', text].map(
    (words) => `<c t="inlineStr"><is><t>${words}</t></is></c>`,
  )
  return zip([
    {
      name: '[Content_Types].xml',
      content:
        '<Types><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns:r="${relations}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet><sheetData><row>${cells.slice(0, 2).join('')}</row><row>${cells.slice(2).join('')}</row></sheetData></worksheet>`,
    },
  ])
}

test('documents are read by keys beside their text, and what they say together is counted', async ({
  page,
}) => {
  const stroke =
    '出院诊断：脑梗死（I63.900）\n出院医嘱：1.阿司匹林 100mg 每日一次；2.阿托伐他汀 20mg qn；3.两周后复诊'
  const infarct =
    '出院诊断：急性心肌梗死（I21.900）\n出院带药：阿司匹林 100mg qd；氯吡格雷 75mg qd；阿托伐他汀 20mg 每晚一次'
  await signIn(page, 'doctor.li')
  await page.goto('/batch')
  await page
    .getByLabel('选择文件', { exact: true })
    .last()
    .setInputFiles([
      file('小结10.txt', infarct),
      file('小结2.txt', infarct),
      ...[3, 4, 5, 6].map((i) => file(`小结${i}.txt`, stroke)),
      file('导出.xlsx', sheetJsWorkbook(stroke.replaceAll('\n', '。'))),
    ])
  await expect(page.getByText('7 份文书')).toBeVisible()
  await expect(page.getByText('文件含宏')).toHaveCount(0)
  await page.getByRole('checkbox', { name: /交给模型/ }).uncheck()
  await page.getByRole('button', { name: '开始提取' }).click()
  await expect(page.getByText('已完成', { exact: true })).toBeVisible()

  await test.step('files stand in the order of their numbers', async () => {
    const names = await page
      .getByRole('table', { name: '文书与提取结果' })
      .getByRole('button')
      .allTextContents()
    const numbered = names.filter((name) => name.startsWith('小结'))
    expect(numbered).toEqual([2, 3, 4, 5, 6, 10].map((i) => `小结${i}.txt`))
  })
  await test.step('J, A, K, E: open, accept and go on, go back, correct', async () => {
    const table = page.getByRole('table', { name: '文书与提取结果' })
    await table.getByRole('button', { name: '小结2.txt' }).click()
    const detail = page.getByRole('region', { name: '文书内容' })
    const [text, values] = await Promise.all([
      detail.getByRole('region', { name: '原文' }).boundingBox(),
      detail.getByRole('table', { name: '提取的内容' }).boundingBox(),
    ])
    expect(text && values && text.x + text.width <= values.x, 'text and values side by side').toBe(true)
    await page.keyboard.press('j')
    await expect(detail.getByRole('heading')).toContainText('小结3.txt')
    await expect(detail.getByRole('cell', { name: '两周后复诊', exact: true })).toBeVisible()
    // An order of a drug is a drug, and no follow-up beside it.
    await expect(detail.getByRole('cell', { name: '阿司匹林', exact: true })).toHaveCount(1)
    await page.keyboard.press('a')
    await expect(detail.getByRole('heading')).toContainText('小结4.txt')
    await page.keyboard.press('k')
    await expect(detail.getByRole('heading')).toContainText('小结3.txt')
    await page.keyboard.press('e')
    await expect(detail.getByLabel('名称').first()).toBeVisible()
    await detail.getByRole('button', { name: '取消' }).click()
  })
  await test.step('totals: accepted ones, then all, then those with one diagnosis', async () => {
    await page.getByText('汇总', { exact: true }).click()
    const totals = page.getByRole('region', { name: '汇总' })
    await expect(totals.getByText('计入 1 份')).toBeVisible()
    await choose(page, '范围', '全部 7 份（含未核实）')
    const line = (table: string, name: string | RegExp) =>
      totals.getByRole('table', { name: table }).getByRole('row', { name })
    await expect(line('诊断', /脑梗死.*I63/)).toContainText('5')
    await expect(line('诊断', /I21/)).toContainText('少于 5 份')
    await expect(line('药物', /^阿司匹林/)).toContainText('100 mg')
    await expect(line('2 种同用', /阿司匹林.*阿托伐他汀|阿托伐他汀.*阿司匹林/)).toContainText('100%')
    await expect(line('3 种同用', /氯吡格雷/)).toContainText('2')
    await totals.getByText('按药理类别', { exact: true }).click()
    await expect(line('2 种同用', /抗血小板药 \+ 他汀类|他汀类 \+ 抗血小板药/)).toContainText('7')
    await choose(page, '诊断', '急性心肌梗死 I21（2 份）')
    await expect(totals.getByText('计入 2 份')).toBeVisible()
  })
  await test.step('accepted ones are what an export offers first, and totals go out as CSV', async () => {
    await page.getByRole('button', { name: '导出…' }).click()
    const dialog = page.getByRole('dialog', { name: '导出结果' })
    await expect(choice(dialog, '范围')).toContainText('仅已接受 1 份')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: /汇总 CSV/ }).click(),
    ])
    expect(readFileSync(await download.path(), 'utf8')).toMatch(/^diagnosis,1,.*I63,1,1\.0000,yes/m)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '立即清除' }).click()
    await sayYes(page, '立即清除')
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
