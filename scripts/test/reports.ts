import type { Report } from '@/scripts/test/run-jobs'

/** Why one test failed, short enough that the reasons of many are all seen. */
const REASON_CHARACTERS = 3_000
const COLOURS = /\u001b\[[0-9;]*m/g
const reason = (name: string, messages: readonly string[]): string =>
  `FAIL ${name}\n${messages.join('\n').replace(COLOURS, '').slice(0, REASON_CHARACTERS)}`

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

/** What Vitest's JSON report says. A file that failed outside its tests is a reason of its own. */
export function readVitest(report: unknown): Report {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    report as VitestReport
  const reasons = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (failed.length === 0 && status === 'failed') return [reason(name, [message])]
    return failed.map((test) => reason(`${name} › ${test.fullName}`, test.failureMessages))
  })
  return {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
    reasons,
  }
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[]
  specs: {
    file: string
    line: number
    title: string
    ok: boolean
    tests: { results: { errors: { message?: string }[] }[] }[]
  }[]
}
interface PlaywrightReport {
  stats: { expected: number; flaky: number; unexpected: number; skipped: number }
  suites: PlaywrightSuite[]
  errors: { message?: string }[]
}

function reasonsOf({ suites = [], specs }: PlaywrightSuite): string[] {
  const failed = specs.filter(({ ok }) => !ok)
  const own = failed.map(({ file, line, title, tests }) => {
    const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors))
    return reason(
      `${file}:${line} › ${title}`,
      errors.map(({ message = '' }) => message),
    )
  })
  return [...own, ...suites.flatMap(reasonsOf)]
}

/** What Playwright's JSON report says. An error outside any test, as of its server, is a reason of its own. */
export function readPlaywright(report: unknown): Report {
  const { stats, suites, errors } = report as PlaywrightReport
  const outside = errors.map(({ message = '' }) => reason('outside the tests', [message]))
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    reasons: [...outside, ...suites.flatMap(reasonsOf)],
  }
}
