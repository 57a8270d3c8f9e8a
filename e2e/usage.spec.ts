import { choice, choose, answerQuestion, expect, signIn, signInOverHttp, test } from './portal'

test('a head reads figures, charts and tables of the own department, and prints a month', async ({
  page,
  playwright,
  baseURL,
}) => {
  await answerQuestion(playwright, baseURL)

  await signIn(page, 'head.chen')
  await page.getByRole('link', { name: '科室使用' }).click()
  await expect(page.getByRole('heading', { name: '每日提问' })).toBeVisible()
  await expect(page.getByRole('table', { name: '星期与时段' })).toBeVisible()
  const perDay = page.getByRole('region', { name: '每日提问' })
  const chart = perDay.getByRole('application')
  await chart.focus()
  await expect(chart).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(perDay.getByText(/: \d+ 次$/)).toBeVisible()
  const outcomes = page.getByRole('region', { name: '提问结果' })
  await outcomes.getByRole('button', { name: '看表格：提问结果' }).click()
  await expect(outcomes.getByRole('row', { name: /^完成 \d/ })).toBeVisible()
  await expect(choice(page, '科室')).not.toContainText('呼吸')

  await choose(page, '按…统计', '医师')
  await page.getByRole('button', { name: '李明' }).click()
  await expect(page.getByText('仅 李明 一人')).toBeVisible()
  await page.getByRole('button', { name: '返回全部医师' }).click()
  await choose(page, '对比', '自选时段')
  await page.getByRole('textbox', { name: '对比从' }).fill('2020年1月1日')
  await page.getByRole('textbox', { name: '对比至' }).fill('31 Jan 2020')
  await page.keyboard.press('Enter')
  await expect(page.getByText('对比 2020-01-01 至 2020-01-31')).toBeVisible()

  const saved = await page.request.get('/api/usage/export?sheet=figures')
  expect(await saved.text()).toContain('total,questions')
  await page.getByRole('link', { name: '月度报告' }).click()
  const month = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date()).slice(0, 7)
  const [year, number] = month.split('-')
  await expect(page.getByRole('heading', { name: /^科室使用月度报告/ })).toBeVisible()
  await choose(page, '月份', `${year}年${Number(number)}月`)
  await expect(page.getByRole('heading', { name: `科室使用月度报告 ${month}` })).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('button', { name: '打印或存为 PDF' })).toBeHidden()
  await expect(page.getByRole('navigation')).toBeHidden()
  await expect(page.getByRole('heading', { name: '每日提问' })).toBeVisible()
  expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-')
})

test('each view of the figures is in the trail', async ({ playwright, baseURL }) => {
  const head = await playwright.request.newContext({ baseURL: baseURL ?? '' })
  await signInOverHttp(head, 'head.chen')
  expect((await head.get('/api/usage?from=2026-01-01&to=2026-01-31&groupBy=hour')).status()).toBe(200)
  const auditor = await playwright.request.newContext({ baseURL: baseURL ?? '' })
  await signInOverHttp(auditor, 'auditor.zhou')
  const { records } = (await (await auditor.get('/api/audit?event=usage.viewed&limit=1')).json()) as {
    records: { actorName: string; detail: string }[]
  }
  expect(records[0]?.actorName).toBe('陈建国')
  expect(JSON.parse(records[0]?.detail ?? '')).toMatchObject({ groupBy: 'hour', from: '2026-01-01' })
})
