import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { processSingleton } from '@/lib/shared/process-singleton'
import { FakeEngine } from '@/lib/testing/fake-engine'
import { installEngine, PARTS, resetProcess } from '@/lib/testing/process-parts'

const LIB = path.resolve(import.meta.dirname, '..')
const sources = globSync('**/*.ts', { cwd: LIB, exclude: ['testing/**', '**/*.test.ts'] })
const text = sources.map((file) => readFileSync(path.join(LIB, file), 'utf8')).join('\n')

test.each(PARTS)('%s is a part of the process under that name', (part) => {
  expect(text).toMatch(new RegExp(`processSingleton(<[^(]*>)?\\(\\s*'${part}'`))
})

test('a part that was put in place is found, and one that was forgotten is made anew', () => {
  const engine = installEngine()
  expect(engine).toBeInstanceOf(FakeEngine)
  expect(processSingleton('engine', () => null)).toBe(engine)
  resetProcess('engine')
  expect(processSingleton('engine', () => 'new')).toBe('new')
  resetProcess('engine')
})
