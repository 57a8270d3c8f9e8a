import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parseCases } from '@/lib/clinical/acceptance/cases'

test.each(['zh-CN', 'en'] as const)("the portal's cases in %s are of the form that is read", (locale) => {
  const file = parseCases(
    readFileSync(path.resolve(import.meta.dirname, `../eval-cases/${locale}.json`), 'utf8'),
  )
  expect(file.locale).toBe(locale)
  expect(file.cases.length).toBeGreaterThan(50)
})
