import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { choice, choose, confirmAgain, expect, signIn, signInOverHttp, test } from './portal'

const ROOT = path.resolve(import.meta.dirname, '..')

test('the auditor finds a question by its text, proves the record, and takes a verifiable export home', async ({
  page,
  playwright,
  baseURL,
}) => {
  const question = '贫血患者何时需要输血？'
  const doctor = await playwright.request.newContext({ baseURL: baseURL ?? '' })
  await signIn(page, 'auditor.zhou')
  await signInOverHttp(doctor, 'doctor.wang')
  expect((await doctor.post('/api/consult/runs', { data: { question } })).status()).toBe(201)
  await page.goto('/audit')

  await test.step('by text', async () => {
    await page.getByText('按原文查找：').click()
    await page.getByRole('textbox', { name: /粘贴完整原文/ }).fill(question)
    await page.getByRole('button', { name: '查找', exact: true }).click()
    await expect(page.getByText('找到 1 条记录')).toBeVisible()
    await page
      .getByRole('button', { name: /号记录的详情$/ })
      .first()
      .click()
    await expect(page.getByText('本条内容与其校验码相符')).toBeVisible()
    // In words, and not as it is stored: that is folded away.
    await expect(page.getByRole('dialog').getByText('提问', { exact: false }).first()).toBeVisible()
    await expect(page.getByRole('dialog').getByText('recordId', { exact: true })).toBeHidden()
    await page.getByText('按存储名列出').click()
    await expect(page.getByRole('dialog').getByText('recordId', { exact: true })).toBeVisible()
    await expect(page.getByRole('dialog').getByText('不成立')).toHaveCount(0)
    await page.keyboard.press('Escape')
  })
  await test.step('events stand under headings, and are found by typing alone', async () => {
    await choice(page, '事件').focus()
    await page.keyboard.press('Enter')
    const search = page.getByRole('searchbox', { name: '输入事件名称' })
    await expect(search).toBeFocused()
    await expect(page.getByRole('group', { name: '提问与回答' }).getByRole('option')).toHaveCount(9)
    await search.fill('批量')
    await expect(page.getByRole('group')).toHaveCount(1)
    await expect(page.getByRole('option', { name: '清除批量内容' })).toBeVisible()
    await search.fill('没有这样的')
    await expect(page.getByText('没有符合的事件')).toBeVisible()
    await search.fill('按原文查找')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(choice(page, '事件')).toContainText('按原文查找记录')
    await expect(page.getByRole('cell', { name: '按原文查找记录' })).toHaveCount(1)
    await page.getByRole('button', { name: '清除' }).click()
  })
  await test.step('by filter', async () => {
    await choose(page, '事件', '按原文查找记录')
    await expect(page.getByRole('cell', { name: '按原文查找记录' })).toHaveCount(1)
    await page.getByRole('button', { name: '清除' }).click()
  })
  await test.step('against a kept checkpoint', async () => {
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: /保存第 \d+ 号处的检查点/ })
        .first()
        .click(),
    ])
    const picked = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: '对照检查点验证' }).click()
    await (await picked).setFiles(await saved.path())
    await expect(page.getByText('未发现改动')).toBeVisible()
  })
  await test.step('export and offline verification', async () => {
    await page.getByRole('button', { name: '导出…' }).click()
    await page.getByRole('button', { name: '生成清单' }).click()
    await confirmAgain(page)
    const link = page.getByRole('link', { name: '下载文件' })
    await expect(link).toHaveCount(0)
    const [manifest] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '保存清单' }).click(),
    ])
    const [exported] = await Promise.all([page.waitForEvent('download'), link.click()])
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'innerward-export-')), 'trail.jsonl')
    await exported.saveAs(file)
    await manifest.saveAs(`${file}.manifest.json`)
    const { publicKey } = JSON.parse(readFileSync(`${file}.manifest.json`, 'utf8')) as { publicKey: string }
    writeFileSync(`${file}.pem`, publicKey)
    const verify = ['scripts/run.mjs', 'commands/audit-verify.ts', file, '--public-key', `${file}.pem`]
    expect(execFileSync('node', verify, { cwd: ROOT, encoding: 'utf8' })).toContain('records hold')
    writeFileSync(file, '{"id":1}\n')
    expect(() => execFileSync('node', verify, { cwd: ROOT, stdio: 'pipe' })).toThrow()
  })
})
