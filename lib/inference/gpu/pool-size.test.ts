import { expect, test } from 'vitest'
import { poolSize } from '@/lib/inference/gpu/pool-size'

test.each([
  { what: 'a model on the CPU has one thread to decode on', env: {}, usable: false, size: '1' },
  { what: 'a GPU that was asked for and cannot be used does not count', env: { GPU: 'cuda' }, usable: false, size: '1' }, // prettier-ignore
  { what: 'a GPU that is not to be used counts as none', env: { GPU: 'off' }, usable: true, size: '1' },
  { what: 'a model on a GPU leaves the threads to others', env: { GPU: 'auto' }, usable: true, size: '16' },
  { what: 'one core needs no team', env: { CPU_THREADS: '1' }, usable: false, size: '16' },
  { what: 'the engine process decodes for the portal', env: { ENGINE: 'child' }, usable: false, size: '16' },
  { what: 'so does a server elsewhere', env: { ENGINE: 'remote' }, usable: false, size: '16' },
  { what: 'a size that was set stands', env: { UV_THREADPOOL_SIZE: '4' }, usable: false, size: '4' },
])('$what', ({ env, usable, size }) => {
  expect(poolSize(env, () => usable)).toBe(size)
})

test('the environment that the process will have is the one that is asked about', () => {
  const env = { LD_LIBRARY_PATH: '/opt/innerward/var/gpu-libs' }
  const asked: unknown[] = []
  poolSize(env, (given) => asked.push(given) > 0)
  expect(asked).toEqual([env])
})
