import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { builtInPrompt } from '@/lib/policies/read-system-prompt'

const ROOT = path.resolve(import.meta.dirname, '../..')

test('the instructions hold no secret, address or account: whoever reads them learns nothing to use', () => {
  for (const text of Object.values(builtInPrompt.text)) {
    expect(text).not.toMatch(
      /:\/\/|\b\d{1,3}(\.\d{1,3}){3}\b|[0-9a-f]{32}|password|secret|token|密码|密钥|口令|账号/i,
    )
  }
})

test('no right, limit, mask or record reads the instructions: a changed or leaked text opens nothing', () => {
  const readers = globSync('{app,lib}/**/*.{ts,tsx}', { cwd: ROOT }).filter(
    (file) =>
      !file.endsWith('.test.ts') &&
      /read-system-prompt|system-prompt\.json/.test(readFileSync(path.join(ROOT, file), 'utf8')),
  )
  expect(readers.sort()).toEqual([
    // What puts them before a question.
    'lib/consult/compose-question.ts',
    'lib/consult/feature.server.ts',
    'lib/consult/warm-model.ts',
    // What shows and tries them.
    'lib/instructions/list-system-prompts.ts',
    'lib/instructions/try-system-prompt.ts',
    // The text itself.
    'lib/policies/read-system-prompt.ts',
    // What changes them.
    'lib/rights/apply-change.ts',
    // What shows a template with them.
    'lib/templates/preview-template.ts',
  ])
})
