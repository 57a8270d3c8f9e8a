import type { Page } from '@playwright/test'
import { expect, PASSWORD } from './portal'

/** Locks the page by its key, and waits for the lock screen. */
export async function lock(page: Page): Promise<void> {
  await page.keyboard.press('Control+l')
  await expect(page.getByRole('heading', { name: '屏幕已锁定' })).toBeVisible()
}

export async function unlock(page: Page): Promise<void> {
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '解锁' }).click()
}

/** Has something done that is saved as a draft of a place, and waits until the server has heard of it. */
export async function heard(page: Page, place: string | RegExp, act: () => Promise<void>): Promise<void> {
  const isOfPlace = (url: string) => {
    const [, found] = url.split('/api/consult/drafts/')
    return found !== undefined && (typeof place === 'string' ? found === place : place.test(found))
  }
  const saved = page.waitForResponse((answer) => isOfPlace(answer.url()) && answer.status() === 204)
  await act()
  await saved
}
