import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { describeSettings } from '@/lib/config/settings/describe-setting'
import { settingsPages } from '@/scripts/docs/settings-pages'

const ROOT = path.resolve(import.meta.dirname, '../..')

test('README and reference say what the schema says; npm run docs:settings writes them anew', async () => {
  for (const [file, text] of Object.entries(await settingsPages())) {
    expect(readFileSync(path.join(ROOT, file), 'utf8'), file).toBe(text)
  }
})

test('every setting is told in both languages, and in the words of neither in the other', () => {
  const settings = describeSettings()
  expect(settings.length).toBeGreaterThan(45)
  for (const { name, zh, en, unset } of settings) {
    expect(`${name} ${zh}`).toMatch(/[\u4e00-\u9fff]/)
    expect(`${en}${unset?.[1] ?? ''}`, name).not.toMatch(/[\u4e00-\u9fff]/)
  }
})
