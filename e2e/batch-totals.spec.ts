import { readFileSync } from 'node:fs'
import { zip } from '../lib/testing/zip'
import { choice, choose, chosenFile, expect, sayYes, signIn, test } from './portal'

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
      chosenFile('小结10.txt', infarct),
      chosenFile('小结2.txt', infarct),
      ...[3, 4, 5, 6].map((i) => chosenFile(`小结${i}.txt`, stroke)),
      chosenFile('导出.xlsx', sheetJsWorkbook(stroke.replaceAll('\n', '。'))),
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
    await detail.getByRole('button', { name: '放弃修改' }).click()
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
