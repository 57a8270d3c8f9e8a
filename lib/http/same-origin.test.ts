import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireSameOrigin } from '@/lib/http/same-origin'
import { setTestEnv } from '@/lib/testing/test-state'

beforeAll(() => setTestEnv({ NEXTAUTH_URL: 'https://innerward.hospital.internal' }))
afterAll(() => setTestEnv({ NEXTAUTH_URL: undefined }))

const OWN = 'https://innerward.hospital.internal'
const JSON_TYPE = { 'content-type': 'application/json' }
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const request = (headers: Record<string, string>, method = 'POST') =>
  new Request(`${OWN}/api/session/end-all`, { method, headers })

test.each([
  ['the page itself', { origin: OWN, 'sec-fetch-site': 'same-origin' }, 'POST'],
  ['the page, in a browser without Sec-Fetch-Site', { origin: OWN }, 'POST'],
  ['a client that says what it sends', JSON_TYPE, 'POST'],
  ['a client that sends no body', {}, 'POST'],
  ['a client with a method that no form has', {}, 'DELETE'],
])('%s may change something', (_, headers, method) => {
  expect(() => requireSameOrigin(request(headers, method))).not.toThrow()
})

test.each([
  ['a form with a file without a proof', { 'content-type': 'multipart/form-data; boundary=x' }, 'POST'],
  ['a form without a proof', FORM, 'POST'],
  ['plain text without a proof', { 'content-type': 'text/plain' }, 'POST'],
  ['an opened address', { ...FORM, 'sec-fetch-site': 'none' }, 'POST'],
  ['another site', { ...JSON_TYPE, origin: 'https://evil.example' }, 'POST'],
  ['a page without an origin', { ...JSON_TYPE, origin: 'null' }, 'POST'],
  ['a neighbour', { ...JSON_TYPE, 'sec-fetch-site': 'same-site' }, 'POST'],
  ['another site, deleting', { origin: 'https://evil.example' }, 'DELETE'],
])('%s is refused', (_, headers, method) => {
  expect(() => requireSameOrigin(request(headers, method))).toThrow('cross_site')
})

test('a form that its route refuses, or asks a token of, needs no other proof, but never comes from another site', () => {
  expect(() => requireSameOrigin(request(FORM), { guarded: true })).not.toThrow()
  const foreign = request({ ...FORM, origin: 'https://evil.example' })
  expect(() => requireSameOrigin(foreign, { guarded: true })).toThrow('cross_site')
})
