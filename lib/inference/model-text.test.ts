import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import builtIn from '@/lib/policies/system-prompt.json'
import cases from '@/lib/instructions/prompt-cases.json'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import mechanism from '@/lib/mechanism/instruction.json'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'
import { LOCALES } from '@/lib/shared/locale'

const ROOT = path.resolve(import.meta.dirname, '../..')
/** What can turn a string into a text for the model: the brand by name, or a request that is only claimed to be one. */
const CLAIMS = /\bas (?:unknown as )?(?:ModelText|(?:Generate|Extract)Request|PriorTurn)\b/

test('the gate alone makes a text that an engine takes', () => {
  const files = globSync('{app,lib,scripts}/**/*.{ts,tsx}', { cwd: ROOT })
  expect(files.length).toBeGreaterThan(500)
  const making = files
    .filter((file) => !/\.test\.tsx?$/.test(file) && !file.startsWith('lib/testing/'))
    .filter((file) => CLAIMS.test(readFileSync(path.join(ROOT, file), 'utf8')))
  expect(making).toEqual(['lib/inference/to-model.ts'])
})

test('the instructions and cases that come with the portal pass the gate as they are', () => {
  for (const locale of LOCALES) {
    const texts = [
      builtIn.text[locale],
      mechanism.text[locale],
      ...Object.values(cases).map((one) => one[locale]),
    ]
    expect(
      texts.flatMap((text) =>
        findIdentifiers(text, { dictionary: builtInDictionary(), locale }).map(({ surface }) => surface),
      ),
    ).toEqual([])
  }
})
