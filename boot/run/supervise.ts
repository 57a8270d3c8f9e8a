import type { ChildProcess } from 'node:child_process'
import { WRONG_SETTINGS, say } from '@/scripts/sentence.mjs'

const WINDOW_MS = 10 * 60 * 1000
const DEATHS_MAX = 5
const DELAYS_S = [1, 5]
const LONGEST_S = 30

/** Seconds after which a portal is started again, given the times of its deaths (ms); null when it has died too often. */
export function restartDelay(deaths: readonly number[], now: number): number | null {
  const recent = deaths.filter((at) => now - at < WINDOW_MS).length
  return recent >= DEATHS_MAX ? null : (DELAYS_S[recent - 1] ?? LONGEST_S)
}

function sayDeath(code: number | null, signal: NodeJS.Signals | null, delay: number | null): void {
  const how = signal ?? code ?? 'unknown'
  if (delay === null) {
    say(
      `院内智询意外结束（${how}）。十分钟内已第 ${DEATHS_MAX} 次，不再重启。请查看上面的日志，排除原因后重新运行 npm start。`,
      `Innerward ended unexpectedly (${how}), ${DEATHS_MAX} times in ten minutes: it is not started again. See the log above, mend the cause and run npm start again.`,
    )
  } else {
    say(
      `院内智询意外结束（${how}）。${delay} 秒后重新启动。正在进行的回答已中断。`,
      `Innerward ended unexpectedly (${how}). It starts again in ${delay} s. Running answers were lost.`,
    )
  }
}

/** The portal's process; `portTaken` once it said that another program has its port. */
export type PortalProcess = ChildProcess & { portTaken?: boolean }

/** Never tried again: what was asked for, what only a person can mend, and a port that another program has. */
const isFinal = (code: number | null, portal: PortalProcess): boolean =>
  code === 0 || code === WRONG_SETTINGS || portal.portTaken === true

/**
 * Keeps the portal running: `start()` starts its process, which is started again when it dies. `later(work, seconds)` waits.
 * Returns `ended`, a promise of the exit code, `stop()`, which ends it for good, and `reload()`, which has it read its
 * certificates and its log file again.
 */
export function supervise({
  start,
  later = (work, seconds) => setTimeout(work, seconds * 1000),
  now = Date.now,
}: {
  start: (deaths: number) => PortalProcess
  later?: (work: () => void, seconds: number) => NodeJS.Timeout
  now?: () => number
}): { ended: Promise<number>; stop: () => void; reload: () => void } {
  const deaths: number[] = []
  let portal: PortalProcess | null = null
  let waiting: NodeJS.Timeout | null = null
  let stopping = false
  const { promise: ended, resolve } = Promise.withResolvers<number>()
  const launch = (): void => {
    waiting = null
    const own = start(deaths.length)
    portal = own
    own.once('exit', (code: number | null, signal: NodeJS.Signals | null) => {
      portal = null
      if (stopping || isFinal(code, own)) {
        resolve(code ?? 1)
        return
      }
      deaths.push(now())
      const delay = restartDelay(deaths, now())
      sayDeath(code, signal, delay)
      if (delay === null) resolve(code ?? 1)
      else waiting = later(launch, delay)
    })
  }
  const stop = (): void => {
    stopping = true
    portal?.kill('SIGTERM')
    if (waiting === null) return
    clearTimeout(waiting)
    resolve(0)
  }
  const reload = (): void => {
    portal?.kill('SIGHUP')
  }
  launch()
  return { ended, stop, reload }
}
