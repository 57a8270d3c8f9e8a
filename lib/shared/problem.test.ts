import { expect, test } from 'vitest'
import { readProblem } from './problem'

const problem = {
  type: 'about:blank',
  title: '请重新登录。',
  status: 401,
  code: 'session_expired',
  requestId: 'r1',
}

test('a problem of the portal is read as it was sent', () => {
  expect(readProblem(problem)).toEqual(problem)
  expect(readProblem({ ...problem, fields: ['role'] })).toEqual({ ...problem, fields: ['role'] })
})

test.each([
  null,
  'Bad Gateway',
  [],
  {},
  { ...problem, title: undefined },
  { ...problem, code: 5 },
  { ...problem, status: '401' },
  { ...problem, status: 401.5 },
  { ...problem, fields: 'role' },
  { ...problem, fields: [1] },
])('what is none is none: %j', (body) => {
  expect(readProblem(body)).toBeNull()
})
