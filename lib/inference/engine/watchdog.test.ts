import { afterEach, expect, test } from 'vitest'
import { Watchdog } from './watchdog'

let watchdog: Watchdog | null = null
afterEach(() => watchdog?.stop())

/** A watchdog of 30 seconds over work that stands still, with a clock that is moved by hand. */
function standStill() {
  let at = 0
  let progress = 0
  const stalls: number[] = []
  watchdog = new Watchdog(
    30,
    { working: () => true, lastProgress: () => progress, onStall: () => stalls.push(at) },
    () => at,
  )
  const dog = watchdog
  return {
    dog,
    stalls,
    pass: (seconds: number) => {
      at += seconds * 1000
      dog.look()
    },
    finishStep: () => {
      progress = at
      dog.look()
    },
  }
}

test('whoever waits for a step that does not finish hears so, once', async () => {
  const { dog, stalls, pass } = standStill()
  const waiting = dog.guard(new Promise(() => undefined))
  pass(29)
  expect(dog.stalledSeconds).toBeNull()
  pass(2)
  await expect(waiting).rejects.toMatchObject({ code: 'model_stalled', params: { seconds: 30 } })
  pass(10)
  expect(stalls).toHaveLength(1)
  expect(dog.stalledSeconds).toBe(30)
})

test('a step that finishes late ends the alarm, and the next stall is told again', async () => {
  const { dog, stalls, pass, finishStep } = standStill()
  pass(31)
  finishStep()
  expect(dog.stalledSeconds).toBeNull()
  const waiting = dog.guard(new Promise(() => undefined))
  pass(31)
  await expect(waiting).rejects.toMatchObject({ code: 'model_stalled' })
  expect(stalls).toHaveLength(2)
})

test('work that goes on is left alone', async () => {
  const { dog, pass, finishStep } = standStill()
  const working = dog.guard(Promise.resolve('done'))
  for (let i = 0; i < 5; i += 1) {
    pass(20)
    finishStep()
  }
  expect(await working).toBe('done')
})
