import { afterEach, expect, test } from 'vitest'
import { logPageFault } from '@/lib/logging/log-page-fault'
import { installLog, resetProcess } from '@/lib/testing/process-parts'

const TEXT = '床 12 张某某'
afterEach(() => resetProcess('logger'))

test('a page that failed on the server is logged by its number, class and place, and no word of the fault', () => {
  const lines = installLog()
  logPageFault(Object.assign(new RangeError(TEXT), { digest: '1234567890' }))
  const [line = '{}'] = lines
  expect(JSON.parse(line)).toMatchObject({ msg: 'page failed', fault: '1234567890', errorName: 'RangeError' })
  expect(line).toContain('lib/logging/log-page-fault.test.ts')
  expect(line).not.toContain('张某某')
})

test('what is no error, and an error without a number, are logged too', () => {
  const lines = installLog()
  logPageFault(TEXT)
  logPageFault(new Error(TEXT))
  expect(lines.map((line) => (JSON.parse(line) as { errorName: string }).errorName)).toEqual([
    'string',
    'Error',
  ])
  expect(lines.join('')).not.toContain('张某某')
})
