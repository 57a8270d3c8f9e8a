import type { APIRequestContext } from '@playwright/test'
import { choose, expect, signIn, signInOverHttp, test } from './portal'

/** The newest record of an event, as the auditor reads it. */
async function newestRecord(auditor: APIRequestContext, event: string) {
  await signInOverHttp(auditor, 'auditor.zhou')
  const answer = await auditor.get(`/api/audit?event=${event}&limit=1`)
  return ((await answer.json()) as { records: { actorName: string; detail: string }[] }).records[0]
}

test('a system admin tests the connection, step by step and with a person', async ({ page, request }) => {
  await signIn(page, 'sysadmin.zhao')
  await page.getByRole('link', { name: '目录', exact: true }).click()
  await expect(page.getByText('cn=portal,dc=hospital,dc=internal')).toBeVisible()
  await expect(page.getByRole('heading', { name: '映射预演' })).toHaveCount(0)
  const step = (name: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) })

  await page.getByRole('button', { name: '测试连接' }).click()
  await expect(page.getByText('全部通过：可以登录。')).toBeVisible()
  await expect(step('加密与证书')).toContainText('跳过')
  await expect(step('角色与科室')).toContainText('没有填写工号')

  await page.getByLabel('以某人测试（可选）').fill('HEAD.chen')
  await page.keyboard.press('Enter')
  await expect(step('查找人员')).toContainText('陈建国')
  await expect(step('角色与科室')).toContainText('科主任')
  await expect(step('角色与科室')).toContainText('心内科')

  await page.getByLabel('以某人测试（可选）').fill('nobody')
  await page.keyboard.press('Enter')
  await expect(page.getByText('无法登录：原因与处理方法见失败的步骤。')).toBeVisible()
  await expect(step('查找人员')).toContainText('目录中查不到这个工号')
  await expect(step('角色与科室')).toContainText('前面的步骤失败')

  await page.getByLabel('以某人测试（可选）').fill('disabled.wu')
  await page.keyboard.press('Enter')
  await expect(step('查找人员')).toContainText('已停用、过期或锁定')
  await test.step('tests stand in the trail before they run', async () => {
    const record = await newestRecord(request, 'directory.tested')
    expect(record?.actorName).toBe('赵强')
    expect(record?.detail).not.toContain('disabled.wu')
  })
})

test('a security admin sees whom a mapping would affect before it is saved', async ({ page, request }) => {
  await signIn(page, 'secadmin.sun')
  await page.getByRole('link', { name: '目录', exact: true }).click()
  await expect(page.getByRole('button', { name: '测试连接' })).toHaveCount(0)
  await page.getByRole('button', { name: '预演', exact: true }).click()
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  await expect(
    page.getByText('目录中可登录 8 人，其中 8 人得到角色；另有 1 个停用账号未计入。'),
  ).toBeVisible()
  await expect(row('head.chen')).toContainText('科主任 · 心内科')
  await page.getByLabel('按工号或姓名查找').fill('王')
  await page.keyboard.press('Enter')
  await expect(page.getByText('共 1 人')).toBeVisible()

  const doctors = 'cn=doctors,ou=groups,dc=hospital,dc=internal'
  await choose(page, '预演什么', `删除：${doctors} · 医生`)
  await page.getByRole('button', { name: '预演', exact: true }).click()
  await expect(page.getByText('0 人新获角色，1 人改变，2 人失去全部角色。')).toBeVisible()
  await expect(row('doctor.li')).toContainText('失去全部角色')

  await page.getByRole('link', { name: '映射与科室' }).click()
  await page.waitForURL('**/admin/mappings')
  await expect(page.getByText(doctors)).toBeVisible()
  await page.getByRole('button', { name: '新增映射' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('目录组', { exact: true }).fill('CN=Auditors, OU=groups,dc=hospital,dc=internal')
  await choose(dialog, '角色', '医生')
  await dialog.getByRole('button', { name: '预演' }).click()
  await expect(dialog.getByText('此组共 1 人。')).toBeVisible()
  await expect(dialog.getByRole('row').filter({ hasText: 'auditor.zhou' })).toContainText('改变')
  await dialog.getByLabel('目录组', { exact: true }).fill('cn=nowhere,dc=hospital,dc=internal')
  await dialog.getByRole('button', { name: '预演' }).click()
  await expect(dialog.getByText('目录中没有人属于此组')).toBeVisible()
  await expect(dialog.getByText('这项更改不影响目录中的任何人。')).toBeVisible()
  await dialog.getByRole('button', { name: '取消' }).click()
  await expect(page.getByText('cn=nowhere')).toHaveCount(0)
  await test.step('previews stand in the trail before they run', async () => {
    const record = await newestRecord(request, 'directory.previewed')
    expect(record?.actorName).toBe('孙丽')
    expect(record?.detail).not.toContain('disabled.wu')
  })
})
