import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db/client'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
beforeEach(() => {
  state = createTestState()
  return () => state.remove()
})

test('a condition that is undefined throws, instead of matching every row', async () => {
  const client = await db()
  const names = { directoryId: 'x', username: 'li', displayName: '李明' }
  await client.user.create({ data: names })
  const missing = undefined as unknown as string
  await expect(client.user.findFirst({ where: { username: missing } })).rejects.toThrow(/undefined/)
  await expect(client.user.deleteMany({ where: { username: missing } })).rejects.toThrow(/undefined/)
  expect(await client.user.count()).toBe(1)
})

/** Every column of the trail, with what it may hold. A new one must be thought about here: none may hold free text. */
const COLUMNS = {
  ids: ['id', 'recordId', 'bootId', 'actorId', 'departmentId', 'requestId', 'runId', 'modelId', 'keyId'],
  times: ['at', 'monoMs', 'queueMs', 'firstTokenMs', 'totalMs'],
  'words of a closed list': ['event', 'outcome', 'locale', 'templateVersion', 'structure', 'detail'],
  'the name of the one who acted': ['actorName'],
  'keyed hashes': ['inputHmac', 'outputHmac', 'modelSha256', 'prevMac', 'mac'],
  counts: ['promptTokens', 'cachedTokens', 'thoughtTokens', 'answerTokens'],
}

test('the trail has the documented columns and no other', async () => {
  const columns = await (
    await db()
  ).$queryRaw<{ name: string }[]>`SELECT name FROM pragma_table_info('AuditEvent')`
  expect(columns.map(({ name }) => name).sort()).toEqual(Object.values(COLUMNS).flat().sort())
})

test('no table has a column for a question or an answer', async () => {
  const columns = await (
    await db()
  ).$queryRaw<{ name: string }[]>`
    SELECT t.name || '.' || c.name AS name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table'`
  expect(columns.length).toBeGreaterThan(80)
  expect(
    columns.filter(({ name }) => /question|answer(?!Tokens)|thought(?!Tokens)|conversation/i.test(name)),
  ).toEqual([])
})
