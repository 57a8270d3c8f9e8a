import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { secret } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { createTestState } from '@/lib/testing/test-state'

test('a test state has secrets and a migrated database, and two of them share nothing', async () => {
  const first = createTestState()
  const firstSecret = secret('session')
  await (await db()).department.create({ data: { code: 'a', nameZh: '甲', nameEn: 'A' } })
  await first.remove()

  const second = createTestState()
  expect(secret('session')).not.toBe(firstSecret)
  expect(await (await db()).department.count()).toBe(0)
  await second.remove()
  expect(existsSync(first.dir) || existsSync(second.dir)).toBe(false)
})
