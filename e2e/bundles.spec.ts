import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto'
import { openSync, closeSync, ftruncateSync, readFileSync } from 'node:fs'
import { publicKeyFingerprint, statementText } from '../lib/audit/audit-format'
import { BUNDLE_FORMAT, pemOf, type BundleHead } from '../lib/library/bundles/contract'
import { confirmAgain, expect, signIn, test } from './portal'

const TITLE = '外院低钾血症处理规程'
const DOCUMENT = `# ${TITLE}

## 补钾

血钾低于 3.0 mmol/L 时静脉补钾，浓度不超过 40 mmol/L，速度不超过每小时 10 mmol。
`

/** A bundle of one document as another site would export it, and that site's public key. */
function foreignBundle() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const line = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  const fingerprint = publicKeyFingerprint(pemOf(line))
  const original = Buffer.from(DOCUMENT)
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
  const document = {
    ...{
      documentId: 'c'.padEnd(25, '1'),
      editionId: 'c'.padEnd(25, '2'),
      title: TITLE,
      publisher: '市一医院',
    },
    ...{ year: 2025, validFrom: null, validUntil: '2028-12-31', format: 'markdown', language: 'zh-CN' },
    ...{
      pages: null,
      passages: 1,
      contentSha256: 'a'.repeat(64),
      sha256: hash(original),
      bytes: original.length,
    },
  }
  const manifest = Buffer.from(JSON.stringify({ documents: [document] }))
  const body = Buffer.concat([manifest, original])
  const statement = {
    ...{ schema: 1, at: new Date().toISOString(), site: fingerprint },
    ...{ manifestBytes: manifest.length, bytes: body.length, sha256: hash(body) },
  }
  const signature = sign(null, Buffer.from(statementText('library', statement)), privateKey).toString(
    'base64',
  )
  const head = `${JSON.stringify({ format: BUNDLE_FORMAT, ...statement, signature })}\n`
  return { line, fingerprint, bundle: Buffer.concat([Buffer.from(head), body]) }
}

test('a bundle of an accepted site becomes a proposal that another person approves; what is exported carries the key shown', async ({
  browser,
  page,
}, testInfo) => {
  const { line, fingerprint, bundle } = foreignBundle()
  const file = { name: 'first.iwlib', mimeType: 'application/octet-stream', buffer: bundle }
  await signIn(page, 'head.chen')
  await page.goto('/library')
  await page.getByRole('link', { name: '资料包', exact: true }).click()
  const imports = page.getByRole('region', { name: '导入资料包' })
  const take = imports.getByRole('button', { name: '导入', exact: true })
  await expect(imports.getByText('尚未登记任何机构的公钥')).toBeVisible()
  await imports.getByLabel('资料包文件').setInputFiles(file)
  await take.click()
  await expect(imports.getByRole('alert')).toContainText('未登记的机构')
  await expect(page.getByRole('button', { name: '登记机构' })).toHaveCount(0)

  const admin = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  await signIn(admin, 'secadmin.sun')
  await admin.goto('/library/bundles')
  await admin.getByRole('button', { name: '登记机构' }).click()
  const dialog = admin.getByRole('dialog', { name: '登记机构' })
  await dialog.getByLabel('机构名称').fill('市一医院')
  await dialog.getByLabel('公钥').fill(pemOf(line))
  await dialog.getByLabel('指纹').fill('0'.repeat(64))
  await dialog.getByRole('button', { name: '登记机构' }).click()
  await confirmAgain(admin)
  await expect(dialog.getByRole('alert')).toContainText('指纹与公钥不符')
  await dialog.getByLabel('指纹').fill(fingerprint.toUpperCase().replace(/(.{4})/g, '$1 '))
  await dialog.getByRole('button', { name: '登记机构' }).click()
  await expect(dialog).toBeHidden()
  await expect(
    admin.getByRole('region', { name: '可接收的机构' }).getByRole('cell', { name: '市一医院' }),
  ).toBeVisible()

  await page.reload()
  const large = testInfo.outputPath('large.iwlib')
  const handle = openSync(large, 'w')
  ftruncateSync(handle, 300 * 1024 * 1024)
  closeSync(handle)
  await imports.getByLabel('资料包文件').setInputFiles(large)
  await expect(imports.getByRole('alert')).toContainText('资料包超过 200 MiB')
  await imports.getByLabel('资料包文件').setInputFiles(file)
  await take.click()
  await expect(imports.getByRole('status')).toContainText('其中 1 份已提交')
  await imports.getByRole('link', { name: TITLE }).click()
  await page.waitForURL(/\/library\/c[a-z0-9]{24}$/)
  await expect(page.getByText('这是您提交的，需由另一人审批。')).toBeVisible()

  await admin.goto(page.url())
  await expect(admin.getByText('来源', { exact: true })).toBeVisible()
  await admin.getByRole('button', { name: '批准', exact: true }).click()
  await expect(
    admin.getByRole('region', { name: '审批' }).getByRole('button', { name: '停用' }),
  ).toBeVisible()

  await page.goto('/library/bundles')
  await imports.getByLabel('资料包文件').setInputFiles(file)
  await take.click()
  await expect(imports.getByRole('alert')).toContainText('没有新内容')
  const exports = page.getByRole('region', { name: '导出资料包' })
  await exports.getByRole('searchbox').fill(TITLE)
  await exports.getByLabel(`选择《${TITLE}》`).check()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    exports.getByRole('link', { name: '导出并签名' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^innerward-library-.*\.iwlib$/)
  const saved = readFileSync(await download.path())
  const { signature, ...head } = JSON.parse(saved.subarray(0, saved.indexOf('\n')).toString()) as BundleHead
  const shown = await page.getByRole('region', { name: '本院的签名公钥' }).locator('dd').first().innerText()
  const text = Buffer.from(statementText('library', head))
  expect(verify(null, text, pemOf(shown), Buffer.from(signature, 'base64'))).toBe(true)
  expect(saved.subarray(-Buffer.byteLength(DOCUMENT)).toString()).toBe(DOCUMENT)

  await admin.goto('/library/bundles')
  await admin.getByRole('button', { name: '撤销', exact: true }).click()
  const withdrawal = admin.getByRole('dialog', { name: '不再接收此机构的资料包？' })
  await expect(withdrawal.getByText(/来自此机构的生效文档/)).toBeVisible()
  await withdrawal.getByRole('button', { name: '撤销', exact: true }).click()
  await expect(admin.getByText(/已于 .* 撤销/)).toBeVisible()
  await admin.context().close()
  await page.reload()
  await imports.getByLabel('资料包文件').setInputFiles(file)
  await take.click()
  await expect(imports.getByRole('alert')).toContainText('已被撤销')
})
