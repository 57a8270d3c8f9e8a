import type { RunEvent } from './stream/contract'
import { RUN_EVENT_NAMES } from './pure/run-events'

/** How the stream of a run stands: open, or broken and tried again after some seconds, or refused for good. */
export type Connection =
  | { state: 'open' }
  | { state: 'broken'; retrySeconds: number }
  | { state: 'refused'; error: unknown }

interface Following {
  /** Number of the last event that the reader holds; the stream goes on after it. */
  lastEventId: () => number
  take: (event: RunEvent) => void
  /** Reads the run anew; false once it is no longer being answered. Rejects when it cannot be read. */
  reread: () => Promise<boolean>
  /** Whether a failed reading is an answer that asking again will not change. */
  isFinal: (error: unknown) => boolean
  tell: (connection: Connection) => void
}

const LONGEST_WAIT_S = 30

/** Seconds before attempt `n` (from 0) after a break: 1, 2, 4, 8, 16, then 30 for as long as it takes. */
const secondsBefore = (attempt: number): number => Math.min(2 ** attempt, LONGEST_WAIT_S)

interface Ends {
  opened: () => void
  /** Called once, when the connection is over before the run is. */
  broke: () => void
}

function connect(runId: string, { lastEventId, take }: Following, { opened, broke }: Ends): EventSource {
  const source = new EventSource(`/api/consult/runs/${runId}/events?lastEventId=${lastEventId()}`)
  const receive = (message: MessageEvent<string>) => {
    // As the portal wrote it: it sends what it has put together itself, and this page is its own.
    const event = {
      id: Number(message.lastEventId),
      event: message.type,
      data: JSON.parse(message.data) as unknown,
    } as RunEvent
    // Between what was read and what is streamed something was left out: go on from what is held.
    if (event.id > lastEventId() + 1) {
      fail()
      return
    }
    take(event)
    if (event.event === 'done' || event.event === 'error') source.close()
  }
  const fail = () => {
    source.close()
    broke()
  }
  source.addEventListener('open', opened)
  for (const name of RUN_EVENT_NAMES) {
    if (name !== 'error') source.addEventListener(name, receive)
  }
  // A broken connection arrives under the same name as the portal's own event, without data.
  source.addEventListener('error', (event) => {
    if (event instanceof MessageEvent) receive(event as MessageEvent<string>)
    else fail()
  })
  return source
}

/**
 * Reads the events of a run until `done` or `error`, whatever happens to the connection: after every break the run is read
 * anew and, if it still is being answered, followed again from the last event held. `tell` hears of each break, so that
 * no page waits without saying so. Returns what ends it.
 */
export function followRun(runId: string, following: Following): () => void {
  let attempt = 0
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let over = false
  const open = () => {
    source = connect(runId, following, { opened, broke })
  }
  const opened = () => {
    attempt = 0
    following.tell({ state: 'open' })
  }
  const later = (next: () => void) => {
    timer = setTimeout(next, secondsBefore(attempt++) * 1000)
  }
  const broke = () => {
    // Said first: the reading may hang as the stream did.
    following.tell({ state: 'broken', retrySeconds: secondsBefore(attempt) })
    following.reread().then(
      (running) => {
        if (over) return
        if (running) later(open)
        else following.tell({ state: 'open' })
      },
      (error: unknown) => {
        if (over) return
        if (following.isFinal(error)) following.tell({ state: 'refused', error })
        else later(broke)
      },
    )
  }
  open()
  return () => {
    over = true
    clearTimeout(timer)
    source?.close()
  }
}
