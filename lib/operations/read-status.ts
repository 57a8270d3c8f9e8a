import 'server-only'
import type { Status } from '@/lib/operations/contract'
import { readPrivacy } from '@/lib/operations/read-privacy'
import { engine } from '@/lib/inference/generate'
import { readerNotices } from '@/lib/quarantine/readers'

/** What the status line shows, from the engine and from the process itself. */
export async function readStatus(): Promise<Status> {
  const { gpu, model, state, cpuThreads, notices, queue } = engine().status()
  const told = [...notices, ...readerNotices()]
  return { gpu, model: { ...model, state }, cpuThreads, notices: told, queue, privacy: await readPrivacy() }
}
