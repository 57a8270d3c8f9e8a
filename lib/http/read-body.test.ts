import { expect, test } from 'vitest'
import { readJsonBody } from '@/lib/http/read-body'

const MIB = 1024 * 1024
const request = (body: string) =>
  new Request('http://localhost/', { method: 'POST', body, headers: { 'content-type': 'application/json' } })

test.each([
  ['a megabyte of [', '['.repeat(MIB)],
  ['objects in objects', '{"a":'.repeat(40) + '1' + '}'.repeat(40)],
  ['a hundred thousand values', `[${'1,'.repeat(100_000)}1]`],
  ['half an object', '{"a":'],
])('%s is refused as a body', async (_, body) => {
  await expect(readJsonBody(request(body), MIB)).rejects.toMatchObject({ code: 'invalid_json', status: 400 })
})

test('a long text full of brackets is a body like any other', async () => {
  const body = { question: '[{"'.repeat(10_000) }
  expect(await readJsonBody(request(JSON.stringify(body)), MIB)).toEqual(body)
})
