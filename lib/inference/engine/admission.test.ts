import { expect, test } from 'vitest'
import type { Priority } from '@/lib/inference/contract'
import { Admission, type Permit } from './admission'

const never = new AbortController().signal
const quiet = () => undefined
const who = (userId: string, priority: Priority = 'interactive') => ({ userId, departmentId: null, priority })

/** A clock that stands still until it is moved. */
function clock() {
  let at = 0
  return { now: () => at * 1000, pass: (seconds: number) => (at += seconds) }
}

async function granted(pending: Promise<Permit | null>): Promise<Permit> {
  const permit = await pending
  if (!permit) throw new Error('left the queue')
  return permit
}

test('free slots are given at once and counted', async () => {
  const admission = new Admission(2, 10)
  await granted(admission.acquire(who('a'), never, quiet))
  await granted(admission.acquire(who('b'), never, quiet))
  expect(admission.counts).toEqual({ running: 2, waiting: 0 })
})

test('everybody who waits hears a true position, and again when it changes', async () => {
  const admission = new Admission(1, 10)
  const first = await granted(admission.acquire(who('a'), never, quiet))
  const heard: number[] = []
  const second = admission.acquire(who('b'), never, quiet)
  const third = admission.acquire(who('c'), never, (position) => heard.push(position))
  first.release()
  const next = await granted(second)
  next.release()
  await granted(third)
  expect(heard).toEqual([2, 1])
})

test('a permit given back twice frees one slot only', async () => {
  const admission = new Admission(1, 10)
  const first = await granted(admission.acquire(who('a'), never, quiet))
  first.release()
  await granted(admission.acquire(who('b'), never, quiet))
  first.release()
  expect(admission.counts.running).toBe(1)
})

test('somebody who leaves the queue frees the place and gets no slot', async () => {
  const admission = new Admission(1, 10)
  await admission.acquire(who('a'), never, quiet)
  const leaving = new AbortController()
  const left = admission.acquire(who('b'), leaving.signal, quiet)
  leaving.abort()
  expect(await left).toBeNull()
  expect(admission.counts).toEqual({ running: 1, waiting: 0 })
})

test('a full queue refuses with the seconds after which the first slot is expected to be free', async () => {
  const time = clock()
  const admission = new Admission(1, 1, time.now)
  await admission.acquire(who('a'), never, quiet)
  void admission.acquire(who('b'), never, quiet)
  time.pass(5)
  await expect(admission.acquire(who('c'), never, quiet)).rejects.toMatchObject({
    code: 'queue_full',
    params: { retryAfterSeconds: 15 },
  })
})

test('one person has two questions waiting at most; background work does not count', async () => {
  const admission = new Admission(1, 50)
  await admission.acquire(who('a'), never, quiet)
  void admission.acquire(who('a'), never, quiet)
  void admission.acquire(who('a'), never, quiet)
  void admission.acquire(who('a', 'background'), never, quiet)
  await expect(admission.acquire(who('a'), never, quiet)).rejects.toMatchObject({
    code: 'own_queue_full',
    // The one being answered and the two that wait.
    params: { own: 3 },
  })
  void admission.acquire(who('b'), never, quiet)
  expect(admission.counts.waiting).toBe(4)
})

test('a question takes a slot back from background work', async () => {
  const admission = new Admission(2, 10)
  const work = await granted(admission.acquire(who('a', 'background'), never, quiet))
  await granted(admission.acquire(who('b'), never, quiet))
  expect(work.preempted.aborted).toBe(false)
  const waits: number[] = []
  const question = admission.acquire(who('c'), never, (_, seconds) => waits.push(seconds))
  expect(work.preempted.aborted).toBe(true)
  expect(waits).toEqual([1])
  work.release()
  await granted(question)
})

test('a question that finds a free slot leaves background work its share', async () => {
  const admission = new Admission(4, 10)
  const work = []
  for (let i = 0; i < 3; i += 1) {
    work.push(await granted(admission.acquire(who('a', 'background'), never, quiet)))
  }
  await granted(admission.acquire(who('b'), never, quiet))
  expect(work.map(({ preempted }) => preempted.aborted)).toEqual([false, true, true])
})

test('background work that waits is not in the way of questions', async () => {
  const admission = new Admission(1, 1)
  await granted(admission.acquire(who('a'), never, quiet))
  void admission.acquire(who('b', 'background'), never, quiet)
  void admission.acquire(who('c'), never, quiet)
  expect(admission.counts.waiting).toBe(2)
})

test('estimates follow what runs really take', async () => {
  const time = clock()
  const admission = new Admission(1, 10, time.now)
  for (let i = 0; i < 12; i += 1) {
    const permit = await granted(admission.acquire(who('a'), never, quiet))
    permit.tokens = 100
    time.pass(60)
    permit.release()
  }
  const running = await granted(admission.acquire(who('a'), never, quiet))
  running.tokens = 50
  time.pass(30)
  const heard: number[] = []
  void admission.acquire(who('b'), never, (_, seconds) => heard.push(seconds))
  void admission.acquire(who('c'), never, (_, seconds) => heard.push(seconds))
  expect(heard[0]).toBeGreaterThan(24)
  expect(heard[0]).toBeLessThan(36)
  expect(heard[1]).toBeGreaterThan(72)
  expect(heard[1]).toBeLessThan(108)
})

test('200 questions at once: each is answered or refused at once, nobody has more than a share, nothing is left', async () => {
  const [slots, queue, people] = [4, 50, 40]
  const admission = new Admission(slots, queue)
  const answered: string[] = []
  const refused: string[] = []
  const held: Permit[] = []
  const asked = Array.from({ length: 200 }, (_, i) => `p${i % people}`)
  const all = asked.map((user) =>
    admission
      .acquire(who(user), never, quiet)
      .then((permit) => {
        if (permit) held.push(permit)
        answered.push(user)
      })
      .catch((error: unknown) => refused.push((error as { code: string }).code)),
  )
  await Promise.resolve()
  expect(admission.counts).toEqual({ running: slots, waiting: queue })
  while (answered.length + refused.length < asked.length || held.length > 0) {
    held.shift()?.release()
    await new Promise(setImmediate)
  }
  await Promise.all(all)
  expect({ answered: answered.length, refused: refused.length }).toEqual({ answered: 54, refused: 146 })
  expect(new Set(refused)).toEqual(new Set(['queue_full']))
  expect(new Set(answered).size).toBe(people)
  // Whoever waits for a first answer comes before whoever waits for a second one.
  expect(new Set(answered.slice(0, people)).size).toBe(people)
  expect(admission.counts).toEqual({ running: 0, waiting: 0 })
})
