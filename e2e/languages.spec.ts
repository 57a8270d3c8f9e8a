import type { Page } from '@playwright/test'
import { expect, signIn, test } from './portal'

/** Has the portal speak a language to whoever is signed in. */
async function speak(page: Page, locale: 'zh-CN' | 'en'): Promise<void> {
  const headers = { origin: new URL(page.url()).origin }
  expect((await page.request.put('/api/session/locale', { data: { locale }, headers })).ok()).toBe(true)
}

test('while the context is counted nothing is said of a model that is not ready', async ({ page }) => {
  await signIn(page, 'doctor.li')
  let count = () => {}
  const counted = new Promise<void>((resolve) => {
    count = resolve
  })
  await page.route('**/api/consult/measure', async (route) => {
    await counted
    await route.continue()
  })
  await page.goto('/consult')
  await expect(page.getByText('正在计算上下文用量…')).toBeVisible()
  await expect(page.getByText('模型就绪后显示上下文用量。')).toHaveCount(0)
  count()
  await expect(page.getByText(/还可写约/)).toBeVisible()
})

const CHINESE = '成人急性高钾血症的处理'
const ENGLISH = 'Acute hyperkalaemia in adults'

test('a text in another language than the page says so, for the voice that reads it', async ({ page }) => {
  await signIn(page, 'doctor.li')
  await page.goto('/library')
  await expect(page.getByRole('link', { name: ENGLISH, exact: true })).toHaveAttribute('lang', 'en')
  await page.getByRole('searchbox', { name: '检索问题' }).fill('高钾血症 心电图改变')
  await page.keyboard.press('Enter')
  const found = page.getByRole('region', { name: '检索结果' }).getByRole('link', { name: CHINESE }).first()
  await expect(found).toBeVisible()
  await expect(found).not.toHaveAttribute('lang')
  const address = (await found.getAttribute('href')) ?? ''
  await speak(page, 'en')
  try {
    await page.goto(address)
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await expect(page.getByRole('heading', { level: 1, name: CHINESE })).toHaveAttribute('lang', 'zh-CN')
    const text = page.getByRole('region', { name: 'Text', exact: true })
    await expect(text.getByRole('columnheader', { name: '程度' }).first()).toHaveAttribute('lang', 'zh-CN')
    await expect(text.getByRole('cell', { name: '轻度' }).first()).toHaveAttribute('lang', 'zh-CN')
    await expect(text.locator('p[lang=zh-CN]').first()).toBeVisible()
    // No Han on the page but in what says that it is Chinese.
    const unsaid = await page.locator('main, header').evaluateAll((parts) =>
      parts.flatMap((part) => {
        const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
        const found: string[] = []
        while (walker.nextNode()) {
          const { nodeValue, parentElement } = walker.currentNode
          if (!/\p{Script=Han}/u.test(nodeValue ?? '')) continue
          if (parentElement?.closest('[lang]')?.getAttribute('lang') !== 'zh-CN') found.push(nodeValue ?? '')
        }
        return found
      }),
    )
    expect(unsaid).toEqual([])
  } finally {
    await speak(page, 'zh-CN')
  }
})
