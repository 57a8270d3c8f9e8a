import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { TOTP } from 'otpauth'
import { URI } from 'otpauth'
import { OwnPortal } from './own-portal'
import { expect, test as base } from '@playwright/test'

const ROOT = path.resolve(import.meta.dirname, '..')
const portal = new OwnPortal('emergency', 3)
const test = base.extend({ baseURL: portal.baseURL })

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  const passwordFile = path.join(portal.stateDir, 'bind-password')
  writeFileSync(passwordFile, 'never asked for', { mode: 0o600 })
  await portal.start({
    LDAP_URL: 'ldap://127.0.0.1:9',
    LDAP_BASE_DN: 'dc=hospital,dc=internal',
    LDAP_BIND_DN: 'cn=portal,dc=hospital,dc=internal',
    LDAP_BIND_PASSWORD_FILE: passwordFile,
    HOST: '127.0.0.1',
    NEXTAUTH_URL: portal.baseURL,
  })
})
test.afterAll(() => portal.stop())

const operate = (command: string): string =>
  execFileSync('npm', ['run', '--silent', command], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, STATE_DIR: portal.stateDir },
  })

test('with the directory down, a doctor is told so and nothing of an emergency account is shown', async ({
  page,
}) => {
  await page.goto('/login')
  await page.getByLabel('工号').fill('doctor.li')
  await page.getByLabel('密码').fill('Ward-2026!')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByText('暂时无法连接医院目录服务器')).toBeVisible()
  await expect(page.getByText('应急')).toHaveCount(0)
})

test('the operator switches it on, it signs in, and every page says so in red', async ({ page }) => {
  const printed = operate('breakglass:enable')
  const totp = URI.parse(/otpauth:\S+/.exec(printed)?.[0] ?? '') as TOTP
  const password = /^ {2}(\S{29})$/m.exec(printed)?.[1] ?? ''
  await page.goto('/login')
  await page.getByRole('button', { name: '应急账号登录' }).click()
  await page.getByLabel('应急密码').fill(password)
  await page.getByLabel('动态口令').fill('000000')
  await page.getByRole('button', { name: '以应急账号登录' }).click()
  await expect(page.getByText('应急密码或动态口令不正确')).toBeVisible()
  await page.getByLabel('动态口令').fill(totp.generate())
  await page.getByRole('button', { name: '以应急账号登录' }).click()
  for (const name of ['人员与角色', '策略', '系统管理']) {
    await page.getByRole('link', { name }).click()
    await expect(page.getByText('您正在使用应急账号')).toBeVisible()
  }
  await expect(page.getByRole('link', { name: '临床咨询' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: '审计', exact: true })).toHaveCount(0)
  expect((await page.request.get('/api/audit')).status()).toBe(403)
  expect((await page.request.get('/api/consult/conversations')).status()).toBe(403)

  await page.getByRole('link', { name: '策略' }).click()
  const form = page.getByRole('form', { name: '目录复查' })
  await form.getByLabel('目录中断时的宽限').fill('240')
  await form.getByRole('button', { name: '保存' }).click()
  const consequences = page.getByRole('dialog', { name: '更改“目录复查”？' })
  await consequences.getByRole('button', { name: '保存' }).click()
  const dialog = page.getByRole('dialog', { name: '请再次输入密码' })
  await dialog.getByLabel('密码').fill(password)
  await dialog.getByRole('button', { name: '确认' }).click()
  await expect(form.getByText('应急账号 Emergency 于')).toBeVisible()

  operate('breakglass:disable')
  expect((await page.request.get('/api/session')).status()).toBe(401)
  // The page leaves by itself once it has learned that its session is over; a way elsewhere meanwhile would cross that one.
  await page.waitForURL(/\/login\?ended/)
  await page.goto('/login')
  await expect(page.getByText('应急')).toHaveCount(0)
})
