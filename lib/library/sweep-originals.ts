import 'server-only'
import { db } from '@/lib/db/client'
import { dropOlder, listOriginals } from '@/lib/library/originals'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { DAY } from '@/lib/shared/durations'

/** The hashes that an edition refers to; a rejected one has no original. */
export async function namedOriginals(): Promise<Set<string>> {
  const where = { state: { not: 'rejected' } }
  const rows = await (await db()).libraryEdition.findMany({ where, select: { sha256: true } })
  return new Set(rows.map(({ sha256 }) => sha256))
}

/**
 * Removes originals that nothing refers to: what a crash left between the file and its row. One younger than a day stays, and so
 * does one that an upload brings just now. Returns how many went.
 */
export async function sweepOriginals(now = Date.now()): Promise<number> {
  const there = await listOriginals()
  const named = await namedOriginals()
  const gone = there.filter(({ sha256 }) => !named.has(sha256) && dropOlder(sha256, now - DAY))
  if (gone.length > 0) logger.info('originals that nothing referred to were removed', { count: gone.length })
  return gone.length
}

/** Sweeps in the background of the start, which no fault of it holds up. */
export function soonSweep(): void {
  void sweepOriginals().catch((error: unknown) => {
    logger.warn('originals of the library could not be looked through', faultFields(error))
  })
}
