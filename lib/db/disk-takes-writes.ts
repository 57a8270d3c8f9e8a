import 'server-only'
import { rm, writeFile } from 'node:fs/promises'
import { statePath } from '@/lib/config/env'
import { processSingleton } from '@/lib/shared/process-singleton'

/** More than one audit record and its index pages take. */
const PROBE_BYTES = 64 * 1024
const KEEP_MS = 5000

interface Probe {
  at: number
  result: Promise<boolean>
}

async function probe(): Promise<boolean> {
  const file = statePath('write-probe')
  const written = await writeFile(file, Buffer.alloc(PROBE_BYTES), { mode: 0o600 }).then(
    () => true,
    () => false,
  )
  await rm(file, { force: true }).catch(() => undefined)
  return written
}

/** Whether the disk of the state folder takes 64 KiB now. Asked of the disk at most every five seconds. Never throws. */
export function diskTakesWrites(): Promise<boolean> {
  const now = performance.now()
  const last = processSingleton<Probe>('write-probe', () => ({ at: -KEEP_MS, result: Promise.resolve(true) }))
  if (now - last.at >= KEEP_MS) Object.assign(last, { at: now, result: probe() })
  return last.result
}
