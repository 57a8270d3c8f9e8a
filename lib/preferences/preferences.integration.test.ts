import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db/client'
import { changePreferences } from '@/lib/preferences/change-preferences'
import { DEFAULT_PREFERENCES } from '@/lib/preferences/pure/defaults'
import { readPreferences } from '@/lib/preferences/read-preferences'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
beforeEach(() => {
  state = createTestState()
})
afterEach(() => state.remove())

test('each person has settings of their own', async () => {
  const [li, wang] = [await person('li', 'doctor'), await person('wang', 'doctor')]
  expect(await readPreferences(li.userId)).toEqual(DEFAULT_PREFERENCES)
  await changePreferences(li, { size: 'large', theme: 'dark' })
  const after = await changePreferences(li, { theme: 'light' })
  expect(after).toEqual({ ...DEFAULT_PREFERENCES, size: 'large', theme: 'light' })
  expect(await readPreferences(li.userId)).toEqual(after)
  const other = await changePreferences(wang, { density: 'roomy' })
  await changePreferences(li, { size: 'largest' })
  expect(await readPreferences(wang.userId)).toEqual(other)
})

test('a row that an earlier version wrote, or that cannot be read, leaves the defaults', async () => {
  const li = await person('li', 'doctor')
  const write = async (value: string) =>
    (await db()).preference.upsert({
      where: { userId: li.userId },
      create: { userId: li.userId, value },
      update: { value },
    })
  await write('{"size":"large"}')
  expect(await readPreferences(li.userId)).toEqual({ ...DEFAULT_PREFERENCES, size: 'large' })
  await write('{"size":"huge"}')
  expect(await readPreferences(li.userId)).toEqual(DEFAULT_PREFERENCES)
})
