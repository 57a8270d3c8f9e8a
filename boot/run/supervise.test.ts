import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { restartDelay, supervise } from '@/boot/run/supervise'

const MINUTE = 60_000

test.each([
  ['the first death', [0], 0, 1],
  ['the second', [0, 1], 1, 5],
  ['the third', [0, 1, 2], 2, 30],
  ['the fourth', [0, 1, 2, 3], 3, 30],
  ['the fifth in ten minutes', [0, 1, 2, 3, 10 * MINUTE - 1], 10 * MINUTE - 1, null],
  ['the fifth in more', [0, 1, 2, 3, 10 * MINUTE], 10 * MINUTE, 30],
  ['one after a quiet day', [0, 1, 2, 1440 * MINUTE], 1440 * MINUTE, 1],
])('after %s', (_, deaths, now, delay) => {
  expect(restartDelay(deaths, now)).toBe(delay)
})

/** Supervises real processes that end as `code` says; waits are noted and skipped. */
async function run(code: string) {
  const waits: number[] = []
  let started = 0
  const { ended } = supervise({
    start: () => {
      started += 1
      return spawn(process.execPath, ['-e', code], { stdio: 'ignore' })
    },
    later: (work, seconds) => {
      waits.push(seconds)
      return setTimeout(work, 0)
    },
  })
  return { code: await ended, started, waits }
}

test('a portal that is killed is started again after 1, 5 and 30 seconds, and given up at the fifth death', async () => {
  expect(await run("process.kill(process.pid, 'SIGKILL')")).toEqual({
    code: 1,
    started: 5,
    waits: [1, 5, 30, 30],
  })
})

test.each([0, 78])('a portal that ends with %i is not started again', async (code) => {
  expect(await run(`process.exit(${code})`)).toEqual({ code, started: 1, waits: [] })
})

test('a reload reaches the portal, which goes on', async () => {
  const heard = "process.on('SIGHUP', () => process.exit(0)); setInterval(() => {}, 1000); process.send('up')"
  const { ended, reload } = supervise({
    start: () => {
      const portal = spawn(process.execPath, ['-e', heard], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
      portal.once('message', () => reload())
      return portal
    },
  })
  expect(await ended).toBe(0)
})

test('a stop while it waits to start again ends it', async () => {
  const { ended, stop } = supervise({
    start: () => spawn(process.execPath, ['-e', 'process.exit(3)'], { stdio: 'ignore' }),
    later: (work, seconds) => {
      setImmediate(() => stop())
      return setTimeout(work, seconds * 1_000_000)
    },
  })
  expect(await ended).toBe(0)
})
