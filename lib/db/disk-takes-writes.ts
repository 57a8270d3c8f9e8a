import 'server-only'
import { rm, writeFile } from 'node:fs/promises'
import { statePath } from '@/lib/config/env'
import { processSingleton } from '@/lib/shared/process-singleton'
import { noAnswer, recentAnswer } from '@/lib/shared/recent-answer'

/** More than one audit record and its index pages take. */
const PROBE_BYTES = 64 * 1024
const KEEP_MS = 5000

async function probe(): Promise<boolean> {
  const file = statePath('write-probe')
  const written = await writeFile(file, Buffer.alloc(PROBE_BYTES), { mode: 0o600 }).then(
    () => true,
    () => false,
  )
  await rm(file, { force: true }).catch(() => undefined)
  return written
}

/** Whether the disk of the state folder takes 64 KiB. Asked of the disk at most every five seconds. Never throws. */
export const diskTakesWrites = (): Promise<boolean> =>
  recentAnswer(
    processSingleton('write-probe', () => noAnswer<boolean>()),
    KEEP_MS,
    probe,
  )
