import { expect, signIn, test } from './portal'

test('drugs and facts are checked by keyboard, without the model, and a serious warning is kept by a reason', async ({
  page,
}) => {
  await signIn(page, 'doctor.li')
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto('/medication')
  await page.getByLabel('药品（每行一条医嘱）').focus()
  await page.keyboard.type('华法林 3mg 口服 qd\n氟康唑 0.2g 静滴 qd\n某新药 1片 qd')
  await page.keyboard.press('Tab')
  await page.keyboard.type('女，30岁，孕20周')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: /^禁忌/ })).toBeVisible()
  await expect(page.getByText('华法林（妊娠）')).toBeVisible()
  await expect(page.getByText('华法林 + 氟康唑')).toBeVisible()
  await expect(page.getByText('未识别，未核对')).toBeVisible()
  await expect(page.getByText('来源待核对').first()).toBeVisible()
  const keep = page.getByRole('button', { name: '保留医嘱' }).first()
  await keep.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('已保留：获益大于风险（只计数，不记内容）')).toBeVisible()
  expect(asked.filter((path) => path.includes('/consult/runs'))).toEqual([])
})

test('what was read of the patient is shown, with the clearance and its formula, and what has no rule', async ({
  page,
}) => {
  await signIn(page, 'doctor.li')
  await page.goto('/medication')
  await page.getByLabel('药品（每行一条医嘱）').fill('氟康唑 0.2g 静滴 qd\n阿莫西林 0.5g 口服 tid')
  await page.getByLabel('患者情况').fill('男，78岁，50kg，肌酐 180 μmol/L')
  await page.keyboard.press('Control+Enter')
  const read = page.getByRole('region', { name: '患者识别为' })
  await expect(read).toContainText('男 · 78 岁 · 50 kg · 肌酐 180 μmol/L')
  await expect(read).toContainText('肾功能 21 mL/min（CrCl，Cockcroft-Gault 公式）')
  await expect(read).toContainText('未读到：肝功能、过敏史')
  await expect(page.getByRole('columnheader', { name: '已核对' })).toBeVisible()
  await expect(page.getByText(/^(未见问题|缺资料未核对|无规则)：/).first()).toBeVisible()
})

test('on a phone the boxes end where the screen does, and a wide table scrolls by itself', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, 'doctor.li')
  await page.goto('/medication')
  await page.getByRole('button', { name: 'English' }).click()
  try {
    await page
      .getByLabel('Drugs (one order a line)')
      .fill('warfarin 3 mg po qd\nfluconazole 200 mg iv qd\nnewdrug 1 tab qd')
    await page.getByLabel('Patient', { exact: true }).fill('Woman, 30 years, 20 weeks pregnant')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('columnheader', { name: 'Looked at' })).toBeAttached()
    for (const box of [
      page.getByLabel('Patient', { exact: true }),
      page.getByRole('region', { name: 'Patient read as' }),
    ]) {
      const { x, width } = (await box.boundingBox()) ?? { x: 0, width: 0 }
      expect(width).toBeGreaterThan(200)
      expect(x + width).toBeLessThanOrEqual(390)
    }
  } finally {
    // The language is kept for the person, who is met by other tests.
    await page.getByRole('button', { name: '中文' }).click()
    await expect(page.getByRole('button', { name: 'English' })).toBeVisible()
  }
})
