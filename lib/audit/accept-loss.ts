import 'server-only'
import { GENESIS_MAC } from '@/lib/audit/chain-mac'
import { checkHeight, endOfDatabase } from '@/lib/audit/check-height'
import { readClock } from '@/lib/audit/check-clock'
import type { LossAcceptance } from '@/lib/audit/contract'
import { readHeight } from '@/lib/audit/height-file'
import { setHeight } from '@/lib/audit/keep-height'
import { lastMirrored } from '@/lib/audit/mirror-files'

type Who = Pick<LossAcceptance, 'name' | 'reason'>

/** The highest record that mark, database and mirror know of. */
async function highestKnown(): Promise<number> {
  const mark = await readHeight()
  return Math.max(typeof mark === 'string' ? 0 : mark.id, endOfDatabase()?.id ?? 0, lastMirrored()?.id ?? 0)
}

/**
 * Moves the mark so that the trail may go on from a record, with what the first record after it will say. `knownId` is a
 * height known from elsewhere. Returns how many records are missing.
 */
export async function acceptEnd(
  accepted: LossAcceptance,
  { now = new Date(), knownId = 0 }: { now?: Date; knownId?: number } = {},
): Promise<number> {
  const id = Math.max(await highestKnown(), knownId, accepted.upToId)
  await setHeight({ id, mac: accepted.mac, clockAt: now.toISOString(), accepted })
  return id - accepted.upToId
}

export type Accepted = Pick<LossAcceptance, 'fault' | 'upToId'> & { lost: number }

/**
 * Accepts that the database is not the one the mark is of, or, when it is, that the clock is right although it leapt: the
 * present time becomes the measure. The next record says so, who accepted it and why. Returns what was accepted; null when
 * there is nothing to accept.
 */
export async function acceptLoss(who: Who, now: Date = new Date()): Promise<Accepted | null> {
  const found = await checkHeight()
  const fault = found ?? ((await readClock(now)) === 'right' ? null : 'clock')
  if (!fault) return null
  const { id: upToId, mac } = endOfDatabase() ?? { id: 0, mac: GENESIS_MAC }
  const lost = await acceptEnd(
    { event: 'trail.accepted', upToId, mac, fault, ...who, backupAt: null },
    { now },
  )
  return { fault, upToId, lost }
}
