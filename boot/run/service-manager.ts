import { spawn } from 'node:child_process'
import { READY_WITHIN_MS } from '@/boot/run/portal-health'

/** What systemd runs the portal under and waits to hear from (sd_notify(3)). */
export interface ServiceManager {
  /** Sends lines such as `READY=1`; nothing happens where no manager listens. */
  tell: (...lines: string[]) => void
  /** How often it must hear `WATCHDOG=1`, in milliseconds; null where it does not wait for it. */
  watchdogMs: number | null
}

/**
 * The service manager that the environment names. Node has no datagram sockets of the local kind, so `systemd-notify` speaks, which
 * is there wherever systemd is; the unit lets every process of the service speak.
 */
export function serviceManager(env: Readonly<Record<string, string | undefined>>): ServiceManager {
  const { NOTIFY_SOCKET, WATCHDOG_USEC } = env
  const micros = Number(WATCHDOG_USEC)
  return {
    tell: (...lines) => {
      if (!NOTIFY_SOCKET) return
      // A word that is lost is said again, or missed by the manager, which then starts the portal anew.
      spawn('systemd-notify', lines, { stdio: 'ignore', env: { ...env, NODE_ENV: 'production' } }).on(
        'error',
        () => undefined,
      )
    },
    watchdogMs: NOTIFY_SOCKET && micros > 0 ? micros / 1000 : null,
  }
}

/**
 * Tells the manager that the portal lives, three times in the time that it waits: while `asks` says that it answers, and as long as a
 * start may take, which the caller marks with `starting()`. A portal that hangs is then ended and started again by the manager.
 */
export function keepAlive(
  { tell, watchdogMs }: ServiceManager,
  asks: () => Promise<boolean>,
): { starting: () => void } {
  let startedAt = -Infinity
  const look = async (): Promise<void> => {
    if (Date.now() - startedAt < READY_WITHIN_MS || (await asks())) tell('WATCHDOG=1')
  }
  if (watchdogMs !== null) setInterval(() => void look(), watchdogMs / 3).unref()
  return { starting: () => void (startedAt = Date.now()) }
}
