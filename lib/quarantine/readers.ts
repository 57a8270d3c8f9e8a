import 'server-only'
import { logger } from '@/lib/logging/logger'
import { ReaderPool, type PoolOptions } from '@/lib/quarantine/reader-pool'
import { readersNetworkIsCut } from '@/lib/quarantine/start-reader'
import { processSingleton } from '@/lib/shared/process-singleton'
import { importedTables } from '@/lib/terminology/load-terminology'
import { medicationState } from '@/lib/terminology/medication-in-force'

/** Docs/decisions/0061: what a reader may use. A file that goes on telling documents may take long; nothing else may. */
const OPTIONS: PoolOptions = {
  size: 2,
  waiting: { interactive: 8, background: 100 },
  waitingInAll: 1000,
  limits: {
    interactive: { cpuSeconds: 10, totalCpuSeconds: 10, silentSeconds: 60, residentMiB: 768 },
    background: { cpuSeconds: 20, totalCpuSeconds: 300, silentSeconds: 120, residentMiB: 1024 },
  },
  // A document is told once, at its end: two thousand pages take a minute of a slow processor.
  taskLimits: {
    readPublication: { cpuSeconds: 90, totalCpuSeconds: 90, silentSeconds: 300, residentMiB: 1024 },
  },
  tables: importedTables,
  medication: medicationState,
}

/** The quarantine in which everything is read that people send. */
export function readers(): ReaderPool {
  return processSingleton('readers', () => new ReaderPool(OPTIONS))
}

/** What an administrator should know of the readers: that they could reach the network, where the machine lets them. */
export function readerNotices(): { code: 'readers_network'; params: Record<string, never> }[] {
  return readersNetworkIsCut() ? [] : [{ code: 'readers_network', params: {} }]
}

/** Starts the readers with the portal, and tells log and start script what there is to know of them. */
export function startReaders(): void {
  for (const notice of readerNotices()) {
    logger.warn('readers are not cut off the network on this machine', { code: notice.code })
    process.send?.({ notice })
  }
  readers().warm()
}

/** Has what was read go with the readers that read it. */
export function renewReaders(): void {
  readers().renew()
}

/** Ends the readers when the portal stops. */
export function stopReaders(): void {
  readers().stop()
}
