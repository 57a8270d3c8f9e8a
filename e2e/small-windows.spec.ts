import { expect, signInToConsult, test } from './portal'
import { FLAG, QUESTION, answerPane as answer, copyButton, withWritingPortal } from './writing-portal'

test.describe.configure({ timeout: 400_000 })

withWritingPortal('small-windows', 18, 'openai', 2)

test('at 200 % zoom the box stays where it is typed in, and the answer can be read before its flags are', async ({
  page,
}) => {
  await page.setViewportSize({ width: 720, height: 450 })
  await signInToConsult(page, 'doctor.li')
  const box = page.getByLabel('问题', { exact: true })
  await box.pressSequentially(QUESTION)
  await expect(page.getByRole('region', { name: '红旗提示' })).toBeVisible()
  await expect(box).toBeInViewport({ ratio: 0.9 })
  await page.keyboard.press('Control+Enter')
  await expect(copyButton(page)).toBeVisible()
  // The page scrolls as one: nothing of the answer lies in a strip of its own.
  const part = answer(page).getByRole('heading', { name: '建议', exact: true })
  await part.scrollIntoViewIfNeeded()
  await expect(part).toBeInViewport({ ratio: 1 })
  const room = await answer(page).evaluate((pane) => pane.clientHeight - innerHeight)
  expect(room).toBeGreaterThan(0)
})

test('on a phone the flags have their names beside the box and across the answer', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await signInToConsult(page, 'doctor.wang')
  const box = page.getByLabel('问题', { exact: true })
  await box.fill(QUESTION)
  await expect(page.locator('#pane-case p').filter({ hasText: FLAG }).first()).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Control+Enter')
  await expect(copyButton(page)).toBeVisible()
  const name = answer(page)
    .getByRole('region', { name: '红旗提示' })
    .locator('p')
    .filter({ hasText: FLAG })
    .first()
  const wide = async () => (await name.boundingBox())?.width ?? 0
  expect(await wide()).toBeGreaterThan(220)
  await answer(page).getByRole('button', { name: '我已阅读' }).click()
  await expect(answer(page).getByRole('button', { name: /展开/ })).toBeVisible()
  expect(await wide()).toBeGreaterThan(220)
})
