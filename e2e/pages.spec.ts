import { globSync } from 'node:fs'
import path from 'node:path'
import { barriers } from './accessibility'
import { expect, signIn, signInOverHttp, test } from './portal'

const PORTAL = path.resolve(import.meta.dirname, '../app/(portal)')
type Who = 'doctor.li' | 'head.chen' | 'auditor.zhou' | 'secadmin.sun' | 'sysadmin.zhao'
const WARD: readonly Who[] = ['doctor.li', 'head.chen']

/** Who may see each page. */
const PAGES: Record<string, readonly Who[]> = {
  '/consult': WARD,
  '/mechanism': WARD,
  '/batch': WARD,
  '/templates': [...WARD, 'secadmin.sun'],
  '/templates/new': WARD,
  '/templates/proposals': [...WARD, 'secadmin.sun'],
  '/templates/x': [...WARD, 'secadmin.sun'],
  '/templates/x/edit': WARD,
  '/usage': ['head.chen', 'auditor.zhou'],
  '/usage/report': ['head.chen', 'auditor.zhou'],
  '/audit': ['auditor.zhou'],
  '/admin/security': ['secadmin.sun'],
  '/admin/security/people/x': ['secadmin.sun'],
  '/admin/mappings': ['secadmin.sun'],
  '/admin/sessions': ['secadmin.sun'],
  '/admin/policies': ['secadmin.sun'],
  '/admin/system-prompt': ['secadmin.sun'],
  '/admin/approvals': ['auditor.zhou', 'secadmin.sun', 'sysadmin.zhao'],
  '/admin/delegations': ['head.chen', 'secadmin.sun'],
  '/admin/system': ['sysadmin.zhao'],
  '/admin/models': ['sysadmin.zhao'],
  '/admin/directory': ['secadmin.sun', 'sysadmin.zhao'],
}

test('every page stands in the table', () => {
  const files = globSync('**/page.tsx', { cwd: PORTAL })
  const pages = files.map((file) => `/${path.dirname(file)}`.replace(/\[[^\]]+\]/g, 'x'))
  expect(pages.sort()).toEqual(Object.keys(PAGES).sort())
})

test.describe('each role sees its own first page and no other', () => {
  for (const username of [...WARD, 'auditor.zhou', 'secadmin.sun', 'sysadmin.zhao'] as const) {
    test(username, async ({ page }) => {
      await signIn(page, username)
      expect(PAGES[new URL(page.url()).pathname]).toContain(username)
      for (const [path, allowed] of Object.entries(PAGES)) {
        await page.goto(path)
        // The server puts either the page or the refusal here; until then there is nothing.
        await expect(page.locator('main'), path).not.toBeEmpty()
        const refused = page.getByText('您的角色不包含此页面')
        await expect(refused, path).toHaveCount(allowed.includes(username) ? 0 : 1)
        if (allowed.includes(username)) expect(await barriers(page), path).toEqual([])
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
