import type { Page } from '@playwright/test'
import { expect, signInToConsult, test } from './portal'
import { withWritingPortal } from './writing-portal'

test.describe.configure({ timeout: 400_000 })

withWritingPortal('composer', 7, 'openai', 2)

const box = (page: Page) => page.getByLabel('问题', { exact: true })

const SKELETON = '生命体征：T ____℃，BP ____/____mmHg，SpO₂ ____%。'

test('a blood pressure goes into its two blanks as it is typed, and as it is pasted', async ({ page }) => {
  await signInToConsult(page, 'doctor.li')
  await box(page).fill(SKELETON)
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Tab')
  await page.keyboard.type('36.5')
  await page.keyboard.press('Tab')
  await page.keyboard.type('120/80')
  await page.keyboard.press('Tab')
  await page.keyboard.type('97')
  await expect(box(page)).toHaveValue('生命体征：T 36.5℃，BP 120/80mmHg，SpO₂ 97%。')

  await box(page).fill(SKELETON)
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await box(page).evaluate((area) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', '120/80 mmHg')
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await page.keyboard.press('Tab')
  await page.keyboard.type('97')
  await expect(box(page)).toHaveValue('生命体征：T ____℃，BP 120/80mmHg，SpO₂ 97%。')
})
