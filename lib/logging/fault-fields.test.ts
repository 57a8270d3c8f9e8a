import path from 'node:path'
import { expect, test } from 'vitest'
import { faultFields, framesOf } from '@/lib/logging/fault-fields'

const TEXT = '床 12 张某某 lung cancer'

/** An error as if thrown at `frames`, after its message. */
function thrown(message: string, frames: readonly string[]): Error {
  const error = new TypeError(message)
  error.stack = `TypeError: ${message}\n${frames.map((frame) => `    at ${frame}`).join('\n')}`
  return error
}

test.each([
  [
    'a function of ours',
    `readBody (${path.resolve('lib/http/read-body.ts')}:12:7)`,
    'readBody lib/http/read-body.ts:12:7',
  ],
  [
    'a page in a group',
    `Page (${path.resolve('app/(portal)/x/page.tsx')}:1:2)`,
    'Page app/(portal)/x/page.tsx:1:2',
  ],
  ['the top of a module', `file://${path.resolve('boot/serve.ts')}:3:1`, 'boot/serve.ts:3:1'],
  ['Node itself', 'async run (node:internal/main:5:9)', 'run node:internal/main:5:9'],
  ['a method', 'async Batch.#next (/elsewhere/secret/batch.js:1:1)', 'Batch.#next batch.js:1:1'],
  ['a constructor', `new Pool (${path.resolve('lib/pool.ts')}:4:4)`, 'new Pool lib/pool.ts:4:4'],
])('%s is a frame', (_, frame, told) => {
  expect(framesOf(thrown('x', [frame]))).toEqual([told])
})

test.each([
  ['words of a person', TEXT],
  ['several lines', `${TEXT}\n${TEXT}`],
  ['what looks like a frame', `${TEXT}\n    at lung (/cancer/stage:3:1)`],
])('a message of %s is not in the frames', (_, message) => {
  const frames = framesOf(thrown(message, [`f (${path.resolve('lib/f.ts')}:1:1)`]))
  expect(frames).toEqual(['f lib/f.ts:1:1'])
})

test('a message that was changed since, and what is no error, have no frames', () => {
  const changed = thrown(`${TEXT}\n    at lung (/cancer/stage:3:1)`, ['f (/f.ts:1:1)'])
  changed.message = 'another'
  expect(framesOf(changed)).toEqual([])
  expect(framesOf(TEXT)).toEqual([])
  expect(faultFields(TEXT)).toEqual({ errorName: 'string', frames: [] })
})

test.each([
  ['SQLite', Object.assign(new Error(TEXT), { code: 'SQLITE_FULL' }), { code: 'SQLITE_FULL' }],
  [
    'the system',
    Object.assign(new Error(TEXT), { code: 'ENOSPC', errno: -28 }),
    { code: 'ENOSPC', errno: -28 },
  ],
  [
    'a cause',
    new Error(TEXT, { cause: Object.assign(new Error(TEXT), { code: 'ECONNREFUSED' }) }),
    { code: 'ECONNREFUSED' },
  ],
])('the code of %s is told', (_, error, codes) => {
  expect(faultFields(error)).toMatchObject(codes)
})

test('a code that is a text of a person is not told', () => {
  const fields = faultFields(Object.assign(new Error(TEXT), { code: TEXT, errno: TEXT }))
  expect(Object.keys(fields)).toEqual(['errorName', 'frames'])
})

test('a real fault names the file in which it was thrown', () => {
  const { errorName, frames } = faultFields(new RangeError(TEXT))
  expect(errorName).toBe('RangeError')
  expect(frames[0]).toMatch(/^lib\/logging\/fault-fields\.test\.ts:\d+:\d+$/)
})
