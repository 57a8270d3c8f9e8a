import { expect, test } from 'vitest'
import { readPlaywright, readVitest } from './reports'

test('a Vitest report tells of each failed test its name and why, without the colours', () => {
  const tests = [
    {
      fullName: 'a lock holds',
      status: 'failed',
      failureMessages: ['\u001b[31mexpected 1\u001b[39m to be 2'],
    },
    { fullName: 'a lock opens', status: 'passed', failureMessages: [] },
  ]
  const file = { name: 'lib/lock.test.ts', status: 'failed', message: '', assertionResults: tests }
  const broken = {
    name: 'lib/key.test.ts',
    status: 'failed',
    message: 'no such module',
    assertionResults: [],
  }
  const counts = { numPassedTests: 1, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 }
  expect(readVitest({ ...counts, testResults: [file, broken] })).toEqual({
    passed: 1,
    failed: 1,
    skipped: 2,
    reasons: [
      'FAIL lib/lock.test.ts › a lock holds\nexpected 1 to be 2',
      'FAIL lib/key.test.ts\nno such module',
    ],
  })
})

test('a Playwright report tells of each failed test its place, its name and why', () => {
  const spec = (title: string, ok: boolean) => ({
    file: 'lock.spec.ts',
    line: 7,
    title,
    ok,
    tests: [{ results: [{ errors: ok ? [] : [{ message: 'not visible' }] }] }],
  })
  const inner = { specs: [spec('a lock holds', false), spec('a lock opens', true)] }
  const stats = { expected: 1, flaky: 0, unexpected: 1, skipped: 0 }
  const errors = [{ message: 'the server did not start' }]
  expect(readPlaywright({ stats, errors, suites: [{ specs: [], suites: [inner] }] })).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
    reasons: [
      'FAIL outside the tests\nthe server did not start',
      'FAIL lock.spec.ts:7 › a lock holds\nnot visible',
    ],
  })
})
