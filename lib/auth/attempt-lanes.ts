import 'server-only'
import { AppError } from '@/lib/errors/app-error'
import { processSingleton } from '@/lib/shared/process-singleton'

/** Told to whom there is no room to wait for; the lane has moved on by then. */
const RETRY_SECONDS = 5

interface Lane {
  running: number
  waiting: (() => void)[]
}

interface LaneUse {
  key: string
  /** How many may be at work at once now, one at least. Asked again whenever one is done. */
  slots: () => number | Promise<number>
  mostWaiting: number
}

const lanes = () => processSingleton('attempt-lanes', () => new Map<string, Lane>())

async function enter(lane: Lane, { slots, mostWaiting }: LaneUse): Promise<void> {
  for (;;) {
    const most = await slots()
    if (lane.running < most) {
      lane.running += 1
      return
    }
    if (lane.waiting.length >= mostWaiting) {
      throw new AppError('too_many_requests', { retryAfterSeconds: RETRY_SECONDS })
    }
    await new Promise<void>((resolve) => lane.waiting.push(resolve))
  }
}

/**
 * Runs `work` when the lane has room, in the order of asking, so that attempts under way need not be counted as
 * failures. Throws what `work` throws, or AppError `too_many_requests` when too many wait already.
 */
export async function inLane<T>(use: LaneUse, work: () => Promise<T>): Promise<T> {
  const lane = lanes().get(use.key) ?? { running: 0, waiting: [] }
  lanes().set(use.key, lane)
  let entered = false
  try {
    await enter(lane, use)
    entered = true
    return await work()
  } finally {
    if (entered) lane.running -= 1
    lane.waiting.shift()?.()
    if (lane.running === 0 && lane.waiting.length === 0) lanes().delete(use.key)
  }
}
