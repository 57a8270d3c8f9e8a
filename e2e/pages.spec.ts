import { PAGES } from '../boot/features'
import { barriers } from './accessibility'
import { expect, signIn, signInOverHttp, test } from './portal'

/** The roles that the demo directory gives. That every page has its plate is the promise of boot/pages.test.ts. */
const PEOPLE = {
  'doctor.li': ['doctor'],
  'head.chen': ['doctor', 'department_head'],
  'auditor.zhou': ['auditor'],
  'pharmacy.he': ['pharmacy_head'],
  'secadmin.sun': ['security_admin'],
  'sysadmin.zhao': ['system_admin'],
} as const
type Who = keyof typeof PEOPLE

/** Who may see each page, by the plates of the features. */
const allowed = (username: Who, permissions: (typeof PAGES)[number]['permissions']) =>
  permissions.some(({ roles }) => PEOPLE[username].some((role) => roles.includes(role)))
const pathOf = (href: string) => href.replace(/\[[^\]]+\]/g, 'x')

test.describe('each role sees its own first page and no other', () => {
  for (const username of Object.keys(PEOPLE) as Who[]) {
    test(username, async ({ page }) => {
      await signIn(page, username)
      const first = PAGES.find(({ href }) => href === new URL(page.url()).pathname)
      expect(allowed(username, first?.permissions ?? [])).toBe(true)
      const titles = new Map<string, string>()
      for (const { href, permissions } of PAGES) {
        const path = pathOf(href)
        await page.goto(path)
        // The server puts either the page or the refusal here; until then there is nothing.
        await expect(page.locator('main'), path).not.toBeEmpty()
        await expect(page.getByRole('status').filter({ hasText: /^正在载入…$/ }), path).toHaveCount(0)
        const refused = page.getByText('您的角色不包含此页面')
        const mine = allowed(username, permissions)
        await expect(refused, path).toHaveCount(mine ? 0 : 1)
        if (!mine) continue
        expect(await barriers(page), path).toEqual([])
        const title = await page.title()
        expect(title, path).toMatch(/^.+ · 院内智询$/)
        // Pages below one of the navigation bear its name; no two of the navigation share one.
        if (!href.includes('[') && PAGES.some((one) => one.href === href && one.nav !== null)) {
          expect(titles.get(title), `${path} is called as another page`).toBeUndefined()
          titles.set(title, path)
        }
      }
    })
  }
})

test.describe('each page passes in English and in the dark, too', () => {
  for (const username of Object.keys(PEOPLE) as Who[]) {
    test(username, async ({ page }) => {
      await page.emulateMedia({ colorScheme: 'dark' })
      await signIn(page, username)
      const speak = async (locale: string) => {
        const headers = { origin: new URL(page.url()).origin }
        const answer = await page.request.put('/api/session/locale', { data: { locale }, headers })
        expect(answer.ok()).toBe(true)
      }
      await speak('en')
      try {
        for (const { href, permissions } of PAGES) {
          const path = pathOf(href)
          if (!allowed(username, permissions)) continue
          await page.goto(path)
          await expect(page.locator('html')).toHaveAttribute('lang', 'en')
          await expect(page.locator('main'), path).not.toBeEmpty()
          await expect(page.getByRole('status').filter({ hasText: /^Loading …$/ }), path).toHaveCount(0)
          expect(await barriers(page), path).toEqual([])
        }
      } finally {
        // The language is kept for the person, who is met by other tests.
        await speak('zh-CN')
      }
    })
  }
})

test('the auditor verifies the chain and finds the sign-in', async ({ page }) => {
  await signIn(page, 'auditor.zhou')
  await page.goto('/audit')
  await page.getByRole('button', { name: '验证完整性' }).click()
  await expect(page.getByText('未发现改动')).toBeVisible()
  await expect(page.getByRole('cell', { name: '登录', exact: true }).first()).toBeVisible()
})

test('the security admin sees people, mappings, and may not edit the own row', async ({ page }) => {
  await signIn(page, 'secadmin.sun')
  const row = page.getByRole('row').filter({ hasText: 'secadmin.sun' })
  await expect(row.getByRole('button', { name: '角色' })).toBeDisabled()
  await page.getByRole('link', { name: '映射与科室' }).click()
  await expect(page.getByText('cn=doctors,ou=groups,dc=hospital,dc=internal')).toBeVisible()
})

test('routes refuse other roles and nobody', async ({ request, playwright, baseURL }) => {
  await signInOverHttp(request, 'doctor.li')
  for (const path of ['/api/usage', '/api/audit', '/api/admin/users', '/api/admin/system']) {
    expect((await request.get(path)).status(), path).toBe(403)
  }
  const nobody = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL })
  for (const path of ['/api/status', '/api/session', '/api/audit', '/api/consult/conversations']) {
    expect((await nobody.get(path)).status(), path).toBe(401)
  }
})
