import 'server-only'
import { GENESIS_MAC } from '@/lib/audit/audit-format'
import { checkHeight, endOfDatabase } from '@/lib/audit/check-height'
import { readClock } from '@/lib/audit/check-clock'
import type { LossAcceptance } from '@/lib/audit/loss'
import { readHeight } from '@/lib/audit/height-file'
import { setHeight } from '@/lib/audit/keep-height'
import { lastMirrored } from '@/lib/audit/mirror-files'
import { replayMirror } from '@/lib/audit/replay-mirror'

type Who = Pick<LossAcceptance, 'name' | 'reason'>

/** The highest record that mark, database and mirror know of. */
async function highestKnown(): Promise<number> {
  const mark = await readHeight()
  return Math.max(typeof mark === 'string' ? 0 : mark.id, endOfDatabase()?.id ?? 0, lastMirrored()?.id ?? 0)
}

type Acceptance = Omit<LossAcceptance, 'upToId' | 'mac' | 'replayed'>
type Accepted = Pick<LossAcceptance, 'fault' | 'upToId' | 'replayed'> & { lost: number }

/**
 * Puts back what the mirror holds of a loss, and moves the mark so that the trail may go on from there, with what the next
 * record will say. `knownId` is a height known from elsewhere. Returns what is lost for good.
 */
export async function acceptEnd(
  acceptance: Acceptance,
  { now = new Date(), knownId = 0 }: { now?: Date; knownId?: number } = {},
): Promise<Accepted> {
  const id = Math.max(await highestKnown(), knownId)
  const replayed = await replayMirror()
  const { id: upToId, mac } = endOfDatabase() ?? { id: 0, mac: GENESIS_MAC }
  const accepted = { ...acceptance, upToId, mac, replayed }
  await setHeight({ id: Math.max(id, upToId), mac, clockAt: now.toISOString(), accepted })
  return { fault: acceptance.fault, upToId, replayed, lost: Math.max(id, upToId) - upToId }
}

/**
 * Accepts that the database is not the one the mark is of, or, when it is, that the clock is right although it leapt: the
 * present time becomes the measure. The next record says so, who accepted it and why. Returns what was accepted; null when
 * there is nothing to accept.
 */
export async function acceptLoss(who: Who, now: Date = new Date()): Promise<Accepted | null> {
  const found = await checkHeight()
  const fault = found ?? ((await readClock(now)) === 'right' ? null : 'clock')
  return fault && acceptEnd({ event: 'trail.accepted', fault, ...who, backupAt: null }, { now })
}
