import 'server-only'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** Physical cores that `/proc/cpuinfo` lists; 0 when it does not say. */
export function coresOf(cpuinfo: string): number {
  const cores = cpuinfo.split('\n\n').flatMap((processor) => {
    const [, socket] = /^physical id\s*:\s*(\d+)/m.exec(processor) ?? []
    const [, core] = /^core id\s*:\s*(\d+)/m.exec(processor) ?? []
    return socket !== undefined && core !== undefined ? [`${socket}:${core}`] : []
  })
  return new Set(cores).size
}

/**
 * Physical cores that this process may use: two threads on one core make decoding slower, not faster. Machines that
 * do not list cores count their processors.
 */
export function physicalCores(): number {
  const allowed = availableParallelism()
  try {
    const cores = coresOf(readFileSync('/proc/cpuinfo', 'utf8'))
    return cores > 0 ? Math.min(cores, allowed) : allowed
  } catch {
    return allowed
  }
}
