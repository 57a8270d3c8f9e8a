import { expect, signIn, signInOverHttp, test } from './portal'

const PAGES = [
  '/consult',
  '/mechanism',
  '/templates',
  '/batch',
  '/usage',
  '/usage/report',
  '/audit',
  '/admin/security',
  '/admin/security/people/x',
  '/admin/mappings',
  '/admin/sessions',
  '/admin/policies',
  '/admin/system-prompt',
  '/admin/approvals',
  '/admin/delegations',
  '/admin/system',
  '/admin/directory',
] as const

test.describe('each role sees its own first page and no other', () => {
  const own: [string, readonly string[]][] = [
    ['doctor.li', ['/consult', '/mechanism', '/templates', '/batch']],
    [
      'head.chen',
      ['/consult', '/mechanism', '/templates', '/batch', '/usage', '/usage/report', '/admin/delegations'],
    ],
    ['auditor.zhou', ['/usage', '/usage/report', '/audit', '/admin/approvals']],
    [
      'secadmin.sun',
      [
        '/admin/security',
        '/admin/security/people/x',
        '/admin/mappings',
        '/admin/sessions',
        '/admin/policies',
        '/admin/system-prompt',
        '/admin/approvals',
        '/admin/delegations',
        '/admin/directory',
        '/templates',
      ],
    ],
    ['sysadmin.zhao', ['/admin/system', '/admin/approvals', '/admin/directory']],
  ]
  for (const [username, allowed] of own) {
    test(username, async ({ page }) => {
      await signIn(page, username)
      expect(allowed).toContain(new URL(page.url()).pathname)
      for (const path of PAGES) {
        await page.goto(path)
        const refused = page.getByText('您的角色不包含此页面')
        await expect(refused).toBeVisible({ visible: !allowed.includes(path) })
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
