import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { findInMemory } from '@/lib/testing/search-memory'
import { within } from '@/lib/testing/wait'

const NODE = path.resolve('node_modules/.bin/node')
const WORKER = ['--import', 'tsx', path.resolve('lib/testing/forgetting-worker.ts')]
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

test('a word that nothing refers to any more is in no memory of the process once it is cleared', async () => {
  const seed = randomBytes(16).toString('hex')
  const word = createHash('sha256').update(seed).digest('hex')
  const worker = spawn(NODE, [...WORKER, seed], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  stops.push(() => worker.kill('SIGKILL'))
  // The loader of the worker sends messages of its own.
  const told = (what: string) => {
    const heard = new Promise<void>((resolve) => {
      worker.on('message', (message) => {
        if (message === what) resolve()
      })
    })
    return within(`the process to say "${what}"`, heard)
  }
  await told('dropped')
  const pid = worker.pid ?? 0
  expect(findInMemory(pid, word).length).toBeGreaterThan(0)
  const cleared = told('cleared')
  worker.send('clear')
  await cleared
  expect(findInMemory(pid, word, 60)).toEqual([])
})
