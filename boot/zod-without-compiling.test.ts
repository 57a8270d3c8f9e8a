import { expect, test } from 'vitest'

test('zod reads its settings where the browser is told them', async () => {
  await import('@/instrumentation-client')
  const { config } = await import('zod/v4/core')
  expect(config()).toMatchObject({ jitless: true })
})
