import { expect, test } from 'vitest'
import { poolSize } from './pool-size.mjs'

test.each([
  { what: 'a model on the CPU has one thread to decode on', env: {}, nvidia: false, size: '1' },
  { what: 'a GPU that is not to be used counts as none', env: { GPU: 'off' }, nvidia: true, size: '1' },
  { what: 'a model on a GPU leaves the threads to others', env: { GPU: 'auto' }, nvidia: true, size: '16' },
  { what: 'one core needs no team', env: { CPU_THREADS: '1' }, nvidia: false, size: '16' },
  { what: 'the engine process decodes for the portal', env: { ENGINE: 'child' }, nvidia: false, size: '16' },
  { what: 'so does a server elsewhere', env: { ENGINE: 'remote' }, nvidia: false, size: '16' },
  { what: 'a size that was set stands', env: { UV_THREADPOOL_SIZE: '4' }, nvidia: false, size: '4' },
])('$what', ({ env, nvidia, size }) => {
  expect(poolSize(env, () => nvidia)).toBe(size)
})
