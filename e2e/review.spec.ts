import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { choose, confirmAgain, expect, signIn, signInOverHttp, signInToConsult, test } from './portal'

const { rules: RULES } = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../lib/clinical/red-flags/rules/index.json'), 'utf8'),
) as { rules: unknown[] }
const DANGER = '65岁男性，突发胸痛2小时，心电图示ST段抬高，血压82/50mmHg，肌酐132μmol/L。如何处理？'
const CALM = '65岁男性，慢性咳嗽3周，无发热。需要做哪些检查？'

async function ask(page: Page, question: string): Promise<void> {
  await page.getByLabel('问题', { exact: true }).fill(question)
  await page.keyboard.press('Control+Enter')
}
const finished = (page: Page) => expect(page.getByRole('button', { name: '复制', exact: true })).toBeVisible()
/** The flags above the answer; the check of a question that is typed has a list of its own. */
const bannerOf = (page: Page) =>
  page.getByRole('region', { name: '回答', exact: true }).getByRole('region', { name: '红旗提示' })

test('red flags stand above the answer until they are read, and the answer waits for it', async ({
  page,
}) => {
  await signIn(page, 'doctor.li')
  await ask(page, DANGER)
  const banner = bannerOf(page)
  await expect(banner.getByText('ST 段抬高或急性心肌梗死', { exact: true })).toBeVisible()
  await expect(banner.getByText('2023 ESC Guidelines', { exact: false }).first()).toBeVisible()
  await expect(banner.getByText('2023', { exact: false }).first()).toBeVisible()
  await expect(banner.getByRole('button', { name: '收起' })).toHaveCount(0)
  await finished(page)

  await test.step('the answer cannot be copied or printed before', async () => {
    await expect(page.getByRole('button', { name: '复制', exact: true })).toBeDisabled()
    await expect(page.getByRole('button', { name: '打印', exact: true })).toBeDisabled()
  })
  await test.step('a reading is remembered on the server', async () => {
    await banner.getByRole('button', { name: '我已阅读' }).click()
    await expect(banner.getByText('已阅读')).toBeVisible()
    await expect(banner.getByText('ST 段抬高或急性心肌梗死', { exact: true })).toHaveCount(0)
    // Its details fold away, its name does not.
    await expect(banner).toContainText('ST 段抬高或急性心肌梗死')
    await page.reload()
    await expect(banner.getByText('已阅读')).toBeVisible()
    await banner.getByRole('button', { name: /展开/ }).click()
    await expect(banner.getByText('ST 段抬高或急性心肌梗死', { exact: true })).toBeVisible()
  })
})

test('an answer leaves the screen once, audited, and carries notice, red flags and count', async ({
  page,
  context,
  request,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await signIn(page, 'doctor.wang')
  await ask(page, DANGER)
  await finished(page)
  await page.getByRole('button', { name: '我已阅读' }).click()
  const acknowledge = page.getByRole('button', { name: '确认', exact: true })
  const copy = page.getByRole('button', { name: '复制', exact: true })
  await expect(acknowledge.or(page.locator('button:enabled', { hasText: '复制' })).first()).toBeVisible()
  if (await acknowledge.isVisible()) await acknowledge.click()
  await copy.click()
  await page.getByRole('menuitem', { name: '含来源与提示' }).click()
  await expect(page.getByText('已复制')).toBeVisible()
  const text = await page.evaluate(() => navigator.clipboard.readText())
  for (const part of ['人工智能', 'ST 段抬高或急性心肌梗死', '2023', '推理审查', '审计编号']) {
    expect(text).toContain(part)
  }

  await test.step('paper holds the sheet while it is printed, and only then', async () => {
    await page.evaluate(() => {
      const seen = window as unknown as { printed: string }
      window.print = () => {
        seen.printed = document.querySelector('article')?.textContent ?? ''
        window.dispatchEvent(new Event('afterprint'))
      }
    })
    await page.getByRole('button', { name: '打印', exact: true }).click()
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { printed?: string }).printed ?? ''))
      .toContain('ST 段抬高或急性心肌梗死')
    await expect(page.locator('article')).toHaveCount(0)
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByText('请使用页面上的“打印”按钮', { exact: false })).toBeVisible()
    await page.emulateMedia({ media: 'screen' })
  })
  await test.step('reading, copying and printing are in the trail without a word of the case', async () => {
    await signInOverHttp(request, 'auditor.zhou')
    for (const event of ['answer.acknowledged', 'answer.copied', 'answer.printed']) {
      const { records } = (await (await request.get(`/api/audit?event=${event}`)).json()) as {
        records: { detail: string | null; runId: string | null }[]
      }
      expect(records.length, event).toBeGreaterThan(0)
      expect(JSON.stringify(records)).not.toMatch(/胸痛|ST段/)
      expect(records[0]?.runId).not.toBeNull()
    }
  })
})

test('the server refuses to release an answer whose red flags are unread', async ({ page }) => {
  await signIn(page, 'doctor.li')
  await ask(page, DANGER)
  await finished(page)
  const list = (await (await page.request.get('/api/consult/conversations')).json()) as {
    conversations: { id: string }[]
  }
  const id = list.conversations[0]?.id ?? ''
  const conversation = (await (await page.request.get(`/api/consult/conversations/${id}`)).json()) as {
    turns: { runId: string }[]
  }
  const runId = conversation.turns[0]?.runId ?? ''
  const origin = new URL(page.url()).origin
  const post = (data: object) =>
    page.request.post(`/api/consult/runs/${runId}/release`, { data, headers: { Origin: origin } })
  const refused = await post({ as: 'copy' })
  expect(refused.status()).toBe(409)
  expect(((await refused.json()) as { code: string }).code).toBe('acknowledgement_needed')
})

test('findings stand beside their step and can be reached and filtered by keyboard', async ({ page }) => {
  await signIn(page, 'doctor.li')
  await ask(page, CALM)
  await finished(page)
  await expect(bannerOf(page)).toHaveCount(0)
  const review = page.getByRole('region', { name: '推理过程' })
  // The demo model writes what it likes: either something is found and can be filtered, or the sentence says what none means.
  const summary = review.getByText(/处待核对|不代表内容正确/).first()
  await expect(summary).toBeVisible()
  if (((await summary.textContent()) ?? '').includes('待核对')) {
    const yellow = review.getByRole('button', { name: '黄', exact: true })
    await yellow.focus()
    await page.keyboard.press('Enter')
    await expect(yellow).toHaveAttribute('aria-pressed', 'true')
    await expect(review.getByText(/^灰 ·/)).toHaveCount(0)
  }
})

test('a calculator is filled from the case and its result goes into the question', async ({ page }) => {
  await signInToConsult(page, 'doctor.wang')
  const question = page.getByLabel('问题', { exact: true })
  await question.fill('62岁男性，肌酐132μmol/L，利伐沙班如何调整剂量？')
  await page.keyboard.press('Alt+c')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('查找', { exact: false }).fill('ckd-epi')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('52.6 mL/min/1.73 m²')).toBeVisible()
  // The key that chose it goes no further: the result is read before it is inserted.
  await expect(dialog.getByRole('button', { name: '插入到问题' })).toBeFocused()
  await expect(dialog.getByText('取自病例：“肌酐132μmol/L”')).toBeVisible()
  await expect(dialog.getByText('Inker LA', { exact: false })).toBeVisible()

  await test.step('another unit converts the value and keeps the result', async () => {
    await choose(dialog, '血肌酐的单位', 'mg/dL')
    await expect(dialog.getByLabel('血肌酐', { exact: true })).toHaveValue('1.49321')
    await expect(dialog.getByText('52.6 mL/min/1.73 m²')).toBeVisible()
  })
  await dialog.getByRole('button', { name: '插入到问题' }).click()
  await expect(question).toHaveValue(/eGFR（CKD-EPI 2021）：52\.6 mL\/min\/1\.73 m²；G3a/)
})

test('a rule that the hospital switches off is named on the page', async ({ page, context }) => {
  await signIn(page, 'secadmin.sun')
  await page.goto('/admin/policies')
  const form = page.getByRole('form', { name: '红旗提示' })
  await form.getByLabel('低血压或休克').uncheck()
  await form.getByRole('button', { name: '保存' }).click()
  const dialog = page.getByRole('dialog', { name: /红旗提示/ })
  await expect(dialog.getByText(/最近 30 天/)).toBeVisible()
  await expect(dialog.getByRole('cell', { name: '低血压或休克' })).toBeVisible()
  await dialog.getByRole('button', { name: '保存' }).click()
  await confirmAgain(page)
  await expect(form.getByText(/孙丽 于/)).toBeVisible()
  await expect(form.getByText(`启用 ${RULES.length - 1} / ${RULES.length} 条`)).toBeVisible()
  await page.goto('about:blank')
  await context.clearCookies()
  await signIn(page, 'doctor.li')
  await ask(page, DANGER)
  const banner = bannerOf(page)
  await expect(banner.getByText('本院停用了 1 条红旗规则：低血压或休克')).toBeVisible()
})
