import type { Page } from '@playwright/test'
import { heard, lock, unlock } from './draft-steps'
import { chosenFile, expect, signIn, test } from './portal'

const summary = (i: number) =>
  [
    `出院诊断：${['肺炎', '脑梗死', '急性胃炎'][i % 3] ?? ''}`,
    '出院带药：阿司匹林 100mg 口服 每日一次',
    '出院医嘱：两周后复诊',
  ].join('\n')

const documents = (page: Page) => page.getByRole('table', { name: '文书与提取结果' }).locator('tbody')
const row = (page: Page, number: number) =>
  documents(page)
    .getByRole('row')
    .nth(number - 1)
const openRow = (page: Page, number: number) => row(page, number).getByRole('button').click()
const heading = (page: Page, number: number) =>
  page.getByRole('heading', { name: `${number} · 小结${number}.txt` })
/** The name of the first diagnosis, while it is edited. */
const diagnosis = (page: Page) => page.getByLabel('名称', { exact: true }).first()

/** Has so many summaries read by the rules. */
async function readSummaries(page: Page, count: number): Promise<void> {
  await signIn(page, 'doctor.li')
  await page.goto('/batch')
  await page
    .getByLabel('选择文件', { exact: true })
    .last()
    .setInputFiles(Array.from({ length: count }, (_, i) => chosenFile(`小结${i + 1}.txt`, summary(i))))
  await expect(page.getByText(`${count} 份文书`)).toBeVisible()
  await page.getByRole('checkbox', { name: /交给模型/ }).uncheck()
  await page.getByRole('button', { name: '开始提取' }).click()
  await expect(page.getByText('已完成', { exact: true })).toBeVisible()
}

/** The draft of a row of the job, whichever. */
const OF_A_ROW = /^batch\//

test('a correction that is not saved outlives every way to leave its document, and is nobody else’s', async ({
  page,
}) => {
  await readSummaries(page, 3)
  await openRow(page, 1)
  await test.step('the next document, by key and by click', async () => {
    await page.getByRole('button', { name: '修改', exact: true }).click()
    await diagnosis(page).fill('重症肺炎')
    await openRow(page, 2)
    await expect(page.getByRole('button', { name: '修改', exact: true })).toBeVisible()
    await expect(row(page, 1)).toContainText('修改未保存')
    await openRow(page, 1)
    await expect(diagnosis(page)).toHaveValue('重症肺炎')
    await row(page, 1).getByRole('button').focus()
    await page.keyboard.press('j')
    await expect(heading(page, 2)).toBeFocused()
    await page.keyboard.press('k')
    await expect(diagnosis(page)).toHaveValue('重症肺炎')
  })
  await test.step('another page', async () => {
    await page.getByRole('link', { name: '机制图' }).click()
    await page.waitForURL('**/mechanism')
    await page.getByRole('link', { name: '批量提取' }).click()
    await expect(diagnosis(page)).toHaveValue('重症肺炎')
  })
  await test.step('a lock in the middle of a word', async () => {
    await diagnosis(page).fill('重症肺炎链球菌')
    await lock(page)
    expect(await page.content()).not.toContain('链球菌')
    await unlock(page)
    await expect(diagnosis(page)).toHaveValue('重症肺炎链球菌')
  })
  await test.step('a reload and another language', async () => {
    await heard(page, OF_A_ROW, () => diagnosis(page).fill('重症肺炎二'))
    await page.reload()
    await expect(diagnosis(page)).toHaveValue('重症肺炎二')
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByLabel('Name', { exact: true }).first()).toHaveValue('重症肺炎二')
    await page.getByRole('button', { name: '中文' }).click()
    await expect(diagnosis(page)).toHaveValue('重症肺炎二')
  })
  await test.step('an export says that it is without it', async () => {
    await page.getByRole('button', { name: '导出…' }).click()
    await expect(page.getByRole('dialog')).toContainText('1 份文书的修改尚未保存')
    await page.keyboard.press('Escape')
  })
  await test.step('saved or discarded it is no draft any more', async () => {
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await expect(page.getByRole('cell', { name: '重症肺炎二', exact: true })).toBeVisible()
    await expect(row(page, 1)).toContainText('已改')
    await expect(row(page, 1)).not.toContainText('修改未保存')
    await page.getByRole('button', { name: '修改', exact: true }).click()
    await heard(page, OF_A_ROW, () => diagnosis(page).fill('不要'))
    await heard(page, OF_A_ROW, () => page.getByRole('button', { name: '放弃修改' }).click())
    await expect(heading(page, 1)).toBeFocused()
    await page.reload()
    await openRow(page, 1)
    await expect(page.getByRole('cell', { name: '重症肺炎二', exact: true })).toBeVisible()
    await expect(documents(page)).not.toContainText('修改未保存')
  })
})

test('the page opens with the focus where the work begins', async ({ page }) => {
  await signIn(page, 'doctor.li')
  await page.goto('/batch')
  await expect(page.getByRole('button', { name: '选择文件' }).first()).toBeFocused()
})

test('letters go to the fields that are edited and accept nothing; the focus follows the document shown', async ({
  page,
}) => {
  await readSummaries(page, 4)
  const first = row(page, 1).getByRole('button')
  const waiting = documents(page).getByText('待核实')
  await expect(first).toBeFocused()
  await page.keyboard.press('j')
  await expect(heading(page, 1)).toBeFocused()
  await page.keyboard.press('e')
  await expect(diagnosis(page)).toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.type('aj')
  await expect(diagnosis(page)).toHaveValue('肺炎aj')
  await test.step('beside the fields a letter does nothing', async () => {
    await page.getByRole('button', { name: '放弃修改' }).focus()
    await page.keyboard.type('ajk')
    await first.focus()
    await page.keyboard.type('ae')
    await expect(heading(page, 1)).toBeVisible()
    await expect(waiting).toHaveCount(4)
  })
  await page.getByRole('button', { name: '放弃修改' }).click()
  await page.keyboard.press('a')
  await expect(row(page, 1)).toContainText('已接受')
  await expect(heading(page, 2)).toBeFocused()
  await page.keyboard.type('jj')
  await expect(heading(page, 4)).toBeFocused()
  await expect(row(page, 4).getByRole('button')).toHaveAttribute('aria-pressed', 'true')
  await test.step('opened anew, the keys work at once', async () => {
    await page.reload()
    await expect(first).toBeFocused()
  })
})

test('what is edited of a drug can be read, and its route has a name', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await readSummaries(page, 2)
  await openRow(page, 1)
  await page.getByRole('button', { name: '修改', exact: true }).click()
  for (const [label, value] of [
    ['剂量', '100 mg'],
    ['途径', '口服'],
    ['频次', '每日一次'],
  ] as const) {
    const field = page.getByLabel(label, { exact: true })
    await expect(field).toHaveValue(value)
    expect((await field.boundingBox())?.width ?? 0, label).toBeGreaterThan(80)
    const isWhole = await field.evaluate((input) => input.scrollWidth <= input.clientWidth)
    expect(isWhole, label).toBe(true)
  }
  await page.getByLabel('途径', { exact: true }).fill('静脉')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('cell', { name: /100 mg · 静脉/ })).toBeVisible()
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('button', { name: '中文' })).toBeVisible()
  await page.getByRole('button', { name: '小结1.txt' }).click()
  await expect(page.getByRole('cell', { name: /100 mg · intravenous/ })).toBeVisible()
  await page.getByRole('button', { name: '中文' }).click()
  await expect(page.getByRole('button', { name: 'English' })).toBeVisible()
})

for (const width of [390, 768, 1024, 1440]) {
  test(`a document of a long list opens in view at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 768 })
    await readSummaries(page, 23)
    const button = row(page, 20).getByRole('button')
    await button.click()
    await expect(heading(page, 20)).toBeFocused()
    await expect(heading(page, 20)).toBeInViewport()
    expect((await button.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(24)
    const source = page.getByRole('region', { name: '原文' })
    await expect(source).toBeInViewport()
    if (width < 768) return
    await test.step('with its text beside its values', async () => {
      const values = page.getByRole('table', { name: '提取的内容' })
      await expect(values).toBeInViewport()
      const [text, table] = [await source.boundingBox(), await values.boundingBox()]
      expect((text?.x ?? 0) + (text?.width ?? 0)).toBeLessThanOrEqual(table?.x ?? 0)
    })
  })
}
