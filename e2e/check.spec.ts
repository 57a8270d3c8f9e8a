import type { Request } from '@playwright/test'
import { expect, modelReady, signIn, signInOverHttp, test } from './portal'

const CASE = '患者张伟，住院号ZY20231234，65岁男性，突发胸痛2小时，既往房颤，肌酐1.2μmol/L，怎么办'
const panel = '提问检查'

test('what is typed is checked, explained and masked before the model sees it', async ({ page }) => {
  await signIn(page, 'doctor.li')
  const box = page.getByLabel('问题', { exact: true })
  await box.fill(CASE)
  const check = page.getByRole('region', { name: panel })
  await expect(check.getByText('生命体征（必要）')).toBeVisible()

  await test.step('a unit that cannot be right is pointed out with what was meant', async () => {
    await expect(check.getByText('是否为 1.2 mg/dL？')).toBeVisible()
  })
  await test.step('the cursor on a term explains it', async () => {
    await box.evaluate((element, at) => {
      if (!(element instanceof HTMLTextAreaElement)) return
      element.focus()
      element.setSelectionRange(at, at)
    }, CASE.indexOf('房颤'))
    await page.keyboard.press('ArrowRight')
    await expect(page.getByText('房颤: 心房颤动')).toBeVisible()
  })
  await test.step('the pointer on a term explains it', async () => {
    const mark = page.locator('[data-mark]', { hasText: '胸痛' })
    const place = await mark.boundingBox()
    await page.mouse.move((place?.x ?? 0) + 5, (place?.y ?? 0) + 5)
    await expect(page.getByText('胸痛: 胸痛')).toBeVisible()
  })
  await test.step('identifiers are named, and the text that the model will see is shown', async () => {
    await expect(check.getByText('有 2 处可能识别个人的信息')).toBeVisible()
    await check.getByText('查看模型将看到的文字').click()
    await expect(check.getByText('患者[患者A]，住院号[病历号]')).toBeVisible()
  })
  await test.step('one key takes the better question', async () => {
    await box.press('F2')
    await expect(box).toHaveValue(/生命体征：T ____℃[\s\S]*问题：/)
  })
  await test.step('the question that was asked is the masked one', async () => {
    await box.fill(CASE)
    await box.press('Control+Enter')
    await expect(page.getByText('患者[患者A]，住院号[病历号]').first()).toBeVisible()
    await expect(page.getByText('张伟')).toHaveCount(0)
    await page.keyboard.press('Escape')
  })
})

test('an empty box offers examples to begin with, which are put there to be changed', async ({ page }) => {
  await signIn(page, 'doctor.wang')
  const examples = page.getByRole('region', { name: '从一个例子开始' })
  await expect(examples.getByRole('button')).toHaveCount(3)
  await examples.getByRole('button').first().click()
  const box = page.getByLabel('问题', { exact: true })
  await expect(box).toBeFocused()
  await expect(box).toHaveValue(/^65岁男性/)
  await expect(examples).toHaveCount(0)
  await box.fill('')
  await expect(examples).toBeVisible()
})

test('the examples can be opened and closed by keyboard', async ({ page }) => {
  await signIn(page, 'doctor.li')
  await page.getByRole('button', { name: '提问示例' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: '提问示例' })
  await expect(dialog.getByText('利伐沙班怎么用？')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('a newer text cancels the check of the older one', async ({ page }) => {
  await signIn(page, 'doctor.li')
  const isOlder = (request: Request) => request.postData()?.includes('第一') ?? false
  const cancelled = page.waitForEvent('requestfailed', isOlder)
  // The older check is held back for good: what ends it is the newer text.
  await page.route('**/api/consult/check', async (route) => {
    if (!isOlder(route.request())) await route.continue()
  })
  const box = page.getByLabel('问题', { exact: true })
  const asked = page.waitForRequest(isOlder)
  await box.fill('第一：心衰')
  await asked
  await box.fill('第二：甲亢')
  await expect(page.getByRole('region', { name: panel }).getByText('甲亢', { exact: true })).toBeVisible()
  expect((await cancelled).failure()?.errorText).toBe('net::ERR_ABORTED')
})

test('the answer of the check holds what the contract says, and a stranger to the case is not told', async ({
  request,
}) => {
  await modelReady(request)
  await signInOverHttp(request, 'doctor.wang')
  const answer = await request.post('/api/consult/check', {
    data: { question: '65岁女性，DVT，电话13812345678' },
  })
  expect(answer.status()).toBe(200)
  expect(await answer.json()).toMatchObject({
    terms: [{ surface: 'DVT', preferred: { zh: '深静脉血栓形成' }, icd10: 'I80.2' }],
    identifiers: [{ kind: 'phone', surface: '13812345678', replacement: '[电话]' }],
    privacy: { mode: 'mask', masked: '65岁女性，DVT，电话[电话]' },
    coach: { kind: 'diagnosis' },
  })
  const other = await request.post('/api/consult/check', { data: { question: 'x', conversationId: 'none' } })
  expect(other.status()).toBe(404)
})
