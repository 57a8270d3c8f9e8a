import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readMetrics } from '@/lib/operations/read-metrics'
import { requireCollector } from '@/lib/operations/require-collector'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'

let state: TestState

beforeEach(() => {
  state = createTestState()
  installEngine()
})

afterEach(async () => {
  resetProcess('engine')
  await state.remove()
})

const from = (headers: Record<string, string>) => new Request('http://localhost/api/metrics', { headers })
const asked = (headers: Record<string, string>) => () => {
  requireCollector(from(headers))
}

test('this machine may read, another one or one behind a proxy may not', () => {
  expect(asked({ 'x-innerward-client': '127.0.0.1' })).not.toThrow()
  expect(asked({ 'x-innerward-client': '::ffff:127.0.0.1' })).not.toThrow()
  expect(asked({ 'x-innerward-client': '127.0.0.1', 'x-forwarded-for': '127.0.0.1' })).not.toThrow()
  expect(asked({ 'x-innerward-client': '10.1.2.3' })).toThrow('unauthenticated')
  expect(asked({ 'x-innerward-client': '127.0.0.1', 'x-forwarded-for': '10.1.2.3' })).toThrow()
  expect(asked({})).toThrow('unauthenticated')
})

test('with a token file nobody reads without the token, this machine neither', () => {
  const file = path.join(state.dir, 'metrics-token')
  writeFileSync(file, 'a token\n', { mode: 0o600 })
  setTestEnv({ METRICS_TOKEN_FILE: file })
  expect(asked({ 'x-innerward-client': '10.1.2.3', authorization: 'Bearer a token' })).not.toThrow()
  expect(asked({ 'x-innerward-client': '127.0.0.1' })).toThrow('unauthenticated')
  expect(asked({ authorization: 'Bearer another' })).toThrow('unauthenticated')
  setTestEnv({ METRICS_TOKEN_FILE: undefined })
})

test('what is told are numbers under fixed names', async () => {
  const lines = (await readMetrics()).trim().split('\n')
  expect(lines).toContain('innerward_engine_ready 1')
  expect(lines).toContain('innerward_engine_slots{state="running"} 0')
  expect(lines).toContain('innerward_part_up{part="disk"} 1')
  const samples = lines.filter((text) => text !== '' && !text.startsWith('#'))
  for (const text of samples) {
    expect(text).toMatch(/^[a-z0-9_]+(\{([a-z0-9_]+="[^"]*",?)+\})? (Nan|[0-9.e+-]+)$/)
  }
})
