import { readFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test, type Page } from '@playwright/test'
import { barriers } from './accessibility'
import { OwnPortal } from './own-portal'
import { signIn, signInOverHttp } from './portal'

/** Words that a fault of a page could carry. */
const TEXT = '床 12 张某某'
/** What a page must not say of a fault: words of its message, files, frames, the database. */
const INSIDE = /张某某|\.(ts|js)\b|\/work|node_modules|\bat \w+ \(|prisma|sqlite/i

async function expectFault(page: Page, number: RegExp): Promise<string> {
  const alert = page.getByRole('alert').filter({ hasText: '页面发生错误' })
  await expect(alert).toContainText(number)
  expect(await page.locator('body').innerText()).not.toMatch(INSIDE)
  expect(await barriers(page)).toEqual([])
  return number.exec(await alert.innerText())?.[1] ?? ''
}

// A page that fails says so in the browser's console too, for which the `test` of e2e/portal.ts fails.
test('a page that fails in the browser keeps its frame, has a number, and comes back', async ({ page }) => {
  await signIn(page, 'doctor.li')
  await page.evaluate((text) => {
    // Only the page of templates compares: it sorts its tags.
    const compare = Object.getOwnPropertyDescriptor(String.prototype, 'localeCompare')
    Object.assign(window, {
      mend: () => void Object.defineProperty(String.prototype, 'localeCompare', compare ?? {}),
    })
    String.prototype.localeCompare = () => {
      throw new TypeError(text)
    }
  }, TEXT)
  await page.getByRole('link', { name: '病例模板' }).click()
  await expectFault(page, /故障编号：([0-9a-f-]{36})/)
  await expect(page.getByRole('button', { name: '锁屏' })).toBeVisible()
  await page.evaluate(() => (window as unknown as { mend: () => void }).mend())
  await page.getByRole('button', { name: '重试' }).click()
  await expect(page.getByRole('table').first()).toBeVisible()
  await expect(page.getByText('页面发生错误')).toHaveCount(0)
})

test('a page that fails on the server speaks both languages and has the number of the log', async ({
  page,
}) => {
  const portal = new OwnPortal('faults', 4)
  const log = path.join(portal.stateDir, '..', 'faults.log')
  await portal.start({}, { before: `exec >'${log}' 2>&1` })
  try {
    const visitor = await portal.visitor()
    await signInOverHttp(visitor, 'doctor.li')
    await page.context().addCookies((await visitor.storageState()).cookies)
    const database = new Database(path.join(portal.stateDir, 'innerward.db'))
    database.exec('ALTER TABLE "Session" RENAME TO "Away"')
    await page.goto(`${portal.baseURL}/consult`)
    await expect(page.getByRole('alert').filter({ hasText: 'This page failed' })).toBeVisible()
    const number = await expectFault(page, /故障编号：(\S+)/)
    const logged = readFileSync(log, 'utf8')
    expect(logged).toContain(`"fault":"${number}"`)
    expect(logged).not.toContain('does not exist')
    database.exec('ALTER TABLE "Away" RENAME TO "Session"')
    database.close()
    await page.getByRole('button', { name: /重试/ }).click()
    await expect(page.getByLabel('问题', { exact: true })).toBeVisible()
  } finally {
    await portal.stop()
  }
})
