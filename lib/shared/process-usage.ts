import 'server-only'
import { readFileSync } from 'node:fs'

const MIB = 1024 * 1024
const PAGE_BYTES = 4096
const TICKS_PER_SECOND = 100

/** What a process has used, from the kernel: seconds of processor and resident MiB; null where the kernel does not tell. */
export function usageOf(pid: number): { cpuSeconds: number; residentMiB: number } | null {
  try {
    // The name of the program, in brackets, may hold blanks; user and system time are the 12th and 13th field after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const [user, system] = [Number(fields[11]), Number(fields[12])]
    return {
      cpuSeconds: (user + system) / TICKS_PER_SECOND,
      residentMiB: (Number(fields[21]) * PAGE_BYTES) / MIB,
    }
  } catch {
    return null
  }
}
