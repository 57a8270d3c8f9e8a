import { expect, signIn, test } from './portal'
import { PORT } from './places'

const OUT = '/tmp/kit/shots'
test('shots', async ({ browser, page: _ }) => {
  test.setTimeout(600_000)
  const people: [string, string[]][] = [
    ['head.chen', ['/consult', '/settings', '/help', '/admin/delegations', '/usage', '/medication']],
    ['secadmin.sun', ['/admin/security', '/admin/policies', '/admin/mappings']],
    ['auditor.zhou', ['/audit']],
  ]
  for (const [who, paths] of people) {
    const context = await browser.newContext({ baseURL: `http://localhost:${PORT}`, locale: 'zh-CN' })
    const page = await context.newPage()
    await signIn(page, who)
    for (const path of paths) {
      for (const [width, scheme, lang] of [
        [1440, 'light', 'zh-CN'],
        [390, 'dark', 'en'],
      ] as const) {
        await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
        await page.emulateMedia({ colorScheme: scheme })
        await page.request.put('/api/session/locale', { data: { locale: lang }, headers: { origin: `http://localhost:${PORT}` } })
        await page.goto(path)
        await expect(page.locator('main')).not.toBeEmpty()
        await page.waitForLoadState('networkidle')
        await page.screenshot({ path: `${OUT}/${path.slice(1).replaceAll('/', '-')}-${width}.png` })
      }
    }
    if (who === 'secadmin.sun') {
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.emulateMedia({ colorScheme: 'light' })
      await page.request.put('/api/session/locale', { data: { locale: 'zh-CN' }, headers: { origin: `http://localhost:${PORT}` } })
      await page.goto('/admin/security')
      const row = page.getByRole('row').filter({ hasText: 'head.chen' })
      await row.getByRole('button', { name: '停用' }).click()
      await page.waitForLoadState('networkidle')
      await page.screenshot({ path: `${OUT}/consequence.png` })
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /角色$/ }).first().click()
      await page.screenshot({ path: `${OUT}/select.png` })
      await page.keyboard.press('Escape')
    }
    if (who === 'auditor.zhou') {
      await page.getByRole('button', { name: /calendar/i }).first().click()
      await page.waitForTimeout(1500)
      await page.screenshot({ path: `${OUT}/calendar.png` })
    }
    await context.close()
  }
})
