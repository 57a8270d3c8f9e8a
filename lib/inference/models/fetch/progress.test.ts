import { expect, test } from 'vitest'
import { createProgress, progressLine } from '@/lib/inference/models/fetch/progress'

const MIB = 1024 ** 2

test.each([
  [{ done: 0, total: 10 * MIB, bytesPerSecond: 0 }, '    0 %  0.0 / 10.0 MiB  – MiB/s  剩余 left –'],
  [
    { done: 5 * MIB, total: 10 * MIB, bytesPerSecond: MIB / 2 },
    '   50 %  5.0 / 10.0 MiB  0.5 MiB/s  剩余 left 0:10',
  ],
  [
    { done: 200 * MIB, total: 1000 * MIB, bytesPerSecond: MIB },
    '   20 %  200 / 1000 MiB  1.0 MiB/s  剩余 left 13:20',
  ],
  [
    { done: 0, total: 9000 * MIB, bytesPerSecond: MIB },
    '    0 %  0.0 / 9000 MiB  1.0 MiB/s  剩余 left 2:30:00',
  ],
])('%j reads as one line', (at, line) => expect(progressLine(at)).toBe(line))

function shown({ isTTY }: { isTTY: boolean }, moments: [time: number, done: number][]) {
  let text = ''
  let time = 0
  const out = { isTTY, write: (more: string) => (text += more) }
  const progress = createProgress({ total: 100 * MIB, out, now: () => time })
  for (const [at, done] of moments) {
    time = at
    progress.at(done * MIB)
  }
  progress.end()
  return text
}

test('without a terminal there is a line for each tenth, and none for what lies between', () => {
  const lines = shown(
    { isTTY: false },
    [...Array(101).keys()].map((n) => [n * 1000, n]),
  )
    .trimEnd()
    .split('\n')
  expect(lines).toHaveLength(11)
  expect(lines[5]).toBe('   50 %  50.0 / 100 MiB  1.0 MiB/s  剩余 left 0:50')
})

test('on a terminal one line is rewritten, seldom, and left standing', () => {
  const text = shown({ isTTY: true }, [
    [0, 0],
    [50, 1],
    [1000, 10],
  ])
  expect(text.split('\r')).toHaveLength(3)
  expect(text).toMatch(/ 10 %.*10\.0 MiB\/s[^\r\n]*\n$/)
})

test('the speed counts a pause, and forgets what was there before', () => {
  const paused = shown({ isTTY: false }, [
    [0, 0],
    [60_000, 30],
  ])
  expect(paused).toContain('0.5 MiB/s')
  const restarted = shown({ isTTY: false }, [
    [0, 80],
    [1000, 0],
    [2000, 90],
  ])
  expect(restarted).toContain('90.0 MiB/s')
})
