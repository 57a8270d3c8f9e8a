import { expect, test, vi } from 'vitest'
import { AppError } from './app-error'

class Narrow extends AppError {}

test('an error of another copy of this module is an AppError too', async () => {
  vi.resetModules()
  const copy = await import('./app-error')
  expect(copy.AppError).not.toBe(AppError)
  expect(new copy.AppError('locked')).toBeInstanceOf(AppError)
})

test('a plain error is none, and a subclass is told from its base', () => {
  expect(new Error('x')).not.toBeInstanceOf(AppError)
  expect(new AppError('locked')).not.toBeInstanceOf(Narrow)
  expect(new Narrow('locked')).toBeInstanceOf(Narrow)
})
