import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { choose, confirmAgain, expect, sayYes, signIn, signInOverHttp, test } from './portal'
import { FOLDER, ROOT, STATE } from './places'

const TABLES = path.join(FOLDER, 'tables')
const HEAD = 'id,a,b,severity,zh,en,source,year,opened\n'
const ROW =
  'own-paracetamol-omeprazole,对乙酰氨基酚,奥美拉唑,严重,院内规定,house rule,本院处方集,2026,2026-11-01\n'

/** Runs the command of the hospital's IT over a folder of one table. */
function importTables(rows: string) {
  mkdirSync(TABLES, { recursive: true })
  writeFileSync(path.join(TABLES, 'interactions.csv'), `${HEAD}${rows}`)
  const line = ['scripts/run.mjs', 'commands/medication-import.ts', TABLES, '--proposer', 'pharmacy.he']
  const env = { ...process.env, STATE_DIR: STATE }
  return spawnSync('node', line, { cwd: ROOT, env, encoding: 'utf8' })
}

test('tables are proposed by command, approved in the browser by another pharmacy head, and warn a doctor', async ({
  page,
  playwright,
  baseURL,
}) => {
  const proposer = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL })
  await signInOverHttp(proposer, 'pharmacy.he')
  const wrong = importTables(ROW.replace('对乙酰氨基酚', '对乙酰氨基分'))
  expect(wrong.stderr).toContain('interactions.csv 第 2 行 a：药名「对乙酰氨基分」不在药品表中')
  expect(wrong.status).toBe(1)
  const right = importTables(ROW)
  expect(right.stdout).toContain('已提出用药表第 1 版')

  await signIn(page, 'pharmacy.xu')
  await page.goto('/admin/medication')
  await page.getByRole('button', { name: '查看差异' }).click()
  const dialog = page.getByRole('dialog', { name: '第 1 版与在用版本的差异' })
  await expect(dialog.getByText('新的或更强的警示', { exact: true })).toBeVisible()
  await expect(dialog.getByRole('cell', { name: '对乙酰氨基酚 + 奥美拉唑' })).toBeVisible()
  await dialog.getByRole('button', { name: '批准并启用' }).click()
  await sayYes(page, '批准并启用')
  await confirmAgain(page)
  await expect(page.getByText('1+h1 · 本院第 1 版，1 行，由 徐磊 批准')).toBeVisible()

  await page.getByLabel('按药名、编号或内容查找').fill('own-paracetamol')
  await page.keyboard.press('Enter')
  const row = page.getByRole('row').filter({ hasText: 'own-paracetamol-omeprazole' })
  await row.getByRole('button', { name: '停用', exact: true }).click()
  const reason = page.getByRole('dialog', { name: '停用这一行' })
  await choose(reason, '理由', '本院规程另有规定')
  await reason.getByRole('button', { name: '停用' }).click()
  await expect(row.getByText('已停用：本院规程另有规定')).toBeVisible()
  await row.getByRole('button', { name: '恢复' }).click()
  await expect(row.getByText('已停用：本院规程另有规定')).toHaveCount(0)

  await page.getByRole('button', { name: '徐磊 · 未分科室' }).click()
  await page.getByRole('menuitem', { name: '退出', exact: true }).click()
  await page.waitForURL(/login/)
  await signIn(page, 'doctor.li')
  await page.goto('/medication')
  await page.getByLabel('药品（每行一条医嘱）').fill('对乙酰氨基酚 0.5g tid\n奥美拉唑 20mg qd')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('对乙酰氨基酚 + 奥美拉唑')).toBeVisible()
  await expect(page.getByText('用药表版本 1+h1.s2')).toBeVisible()
  await proposer.dispose()
})
