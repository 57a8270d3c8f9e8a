import { expect, test } from 'vitest'
import { describeProtection } from '@/lib/operations/read-protection'

const machine = { coresAreEmpty: true, coresAreLimited: true, openSwap: [] }
const local = { mode: 'local', notices: [] } as const

test('a crash dump is called safe only where it holds no memory', () => {
  const cases = [
    [true, true, 'none'],
    [true, false, 'empty'],
    [false, false, 'with_memory'],
    [false, true, 'with_memory'],
  ] as const
  for (const [coresAreEmpty, coresAreLimited, told] of cases) {
    const found = describeProtection({ ...machine, coresAreEmpty, coresAreLimited }, local, true)
    expect(found.crashDumps).toBe(told)
  }
})

test('swap, the confinement of the engine and the network of the readers are told as they are read', () => {
  const child = (code: 'engine_unconfined' | 'engine_same_user' | 'readers_network') =>
    ({ mode: 'child', notices: [{ code, params: {} }] }) as const
  const engine = (of: Parameters<typeof describeProtection>[1]) =>
    describeProtection(machine, of, true).engine
  expect(engine(local)).toBe('local')
  expect(engine({ mode: 'remote', notices: [] })).toBe('remote')
  expect(engine({ mode: 'child', notices: [] })).toBe('confined')
  expect(engine(child('engine_unconfined'))).toBe('unconfined')
  expect(engine(child('engine_same_user'))).toBe('same_user')
  const swap = { ...machine, openSwap: ['/dev/sda2'] }
  expect(describeProtection(swap, local, false)).toMatchObject({
    openSwap: ['/dev/sda2'],
    readersNetwork: 'open',
  })
  expect(describeProtection(machine, local, true).readersNetwork).toBe('cut')
})
