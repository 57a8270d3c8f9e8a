import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fail, ok, warn, type Finding } from '@/commands/check/finding'

/** Nobody installs this version before it was written: an earlier clock is wrong. */
const NOT_BEFORE = Date.parse('2026-11-01T00:00:00Z')

/** Whether the clock is kept right by the network; null where nothing tells. */
export function clockIsKept(timedatectl: string | null, marked: boolean): boolean | null {
  if (marked) return true
  const told = /^(yes|no)$/m.exec(timedatectl?.trim() ?? '')?.[1]
  return told === undefined ? null : told === 'yes'
}

/** The clock: records, sessions and certificates go by it. */
export function clockFinding(now: number, kept: boolean | null): Finding {
  const day = new Date(now).toISOString().slice(0, 16)
  const todo: [string, string] = [
    '请启用院内时间服务器（systemd-timesyncd 或 chrony）：timedatectl set-ntp true',
    "Follow the hospital's time server (systemd-timesyncd or chrony): timedatectl set-ntp true",
  ]
  if (now < NOT_BEFORE) {
    return fail(
      'clock',
      'clock',
      [`时钟为 ${day}（UTC），早于本版本的发布`, `the clock says ${day} UTC, before this version was made`],
      todo,
    )
  }
  if (kept === true) {
    return ok('clock', 'clock', [`${day}（UTC），已与时间服务器同步`, `${day} UTC, kept by a time server`])
  }
  return warn(
    'clock',
    'clock',
    kept === false
      ? [`${day}（UTC），未与时间服务器同步`, `${day} UTC, not kept by a time server`]
      : [`${day}（UTC），不能判断是否同步`, `${day} UTC; nothing tells whether a time server keeps it`],
    todo,
  )
}

/** Asks systemd whether the clock is kept, where systemd is there. */
export function checkClock(): Finding[] {
  const { stdout, status } = spawnSync('timedatectl', ['show', '--property=NTPSynchronized', '--value'], {
    encoding: 'utf8',
    timeout: 5000,
  })
  const marked = existsSync('/run/systemd/timesync/synchronized')
  return [clockFinding(Date.now(), clockIsKept(status === 0 ? stdout : null, marked))]
}
