import type { ChildProcess } from 'node:child_process'
export function restartDelay(deaths: readonly number[], now: number): number | null
export function supervise(options: {
  start: (deaths: number) => ChildProcess
  later?: (work: () => void, seconds: number) => NodeJS.Timeout
  now?: () => number
}): { ended: Promise<number>; stop: () => void }
