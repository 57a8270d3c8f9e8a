import 'server-only'
import { onSessionLocked } from '@/lib/auth/lock-state'
import { sessionIsOpen } from '@/lib/auth/session-is-open'
import type { Run } from '@/lib/consult/consult-store'
import type { RunEvent } from '@/lib/consult/stream/contract'
import { mayNotAsk } from '@/lib/consult/continuity/lose-right'
import { watchReaders } from '@/lib/consult/watch-readers'

/** Events that one chunk carries at most: what a slow reader makes us hold. */
const BATCH = 64
const TIMING = { heartbeatMs: 10_000, sessionCheckMs: 15_000 }

function frame({ id, event, data }: RunEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

/** One reader of a run's event log: a position, and the reasons to wake up. */
class Reader {
  private position: number
  private closed = false
  private heartbeatDue = false
  private stalledAt = -1
  private wake = (): void => undefined
  private readonly timers: NodeJS.Timeout[]
  private readonly forgetLock: () => void
  private readonly onEnd: () => void
  /** Whose stream this is: it ends when the conversation moves to another session. */
  private readonly sessionId: string | null

  constructor(
    private readonly run: Run,
    after: number,
    { timing, onEnd }: { timing: typeof TIMING; onEnd: () => void },
  ) {
    this.onEnd = onEnd
    this.sessionId = run.sessionId
    this.position = Math.min(Math.max(after, 0), run.events.length)
    run.listeners.add(this.onEvent)
    watchReaders(run)
    this.forgetLock = onSessionLocked((locked) => this.onLocked(locked))
    this.timers = [
      setInterval(this.onHeartbeat, timing.heartbeatMs).unref(),
      setInterval(() => void this.onSessionCheck(), timing.sessionCheckMs).unref(),
    ]
  }

  /** A lock ends the stream at once: not one more word leaves. */
  private onLocked(sessionId: string): void {
    if (sessionId !== this.sessionId) return
    this.closed = true
    this.wake()
  }

  readonly onEvent = (): void => {
    this.wake()
  }

  private readonly onHeartbeat = (): void => {
    this.heartbeatDue = true
    this.wake()
  }

  /** Also cuts a reader that has taken nothing since the check before while there was something to take. */
  private async onSessionCheck(): Promise<void> {
    const behind = this.position < this.run.events.length
    const stalled = behind && this.stalledAt === this.position
    this.stalledAt = behind ? this.position : -1
    const open = this.sessionId !== null && (await sessionIsOpen(this.sessionId).catch(() => false))
    if (!open || stalled) this.stop()
  }

  /** The next piece of the stream; null when it is over. */
  async next(): Promise<string | null> {
    for (;;) {
      if (this.closed || this.run.wiped || this.run.sessionId !== this.sessionId || mayNotAsk(this.run)) {
        return null
      }
      const batch = this.run.events.slice(this.position, this.position + BATCH)
      if (batch.length > 0) {
        this.position += batch.length
        return batch.map(frame).join('')
      }
      if (this.run.turn.state !== 'running') return null
      if (this.heartbeatDue) {
        this.heartbeatDue = false
        return ': waiting\n\n'
      }
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
  }

  stop(): void {
    if (!this.run.listeners.has(this.onEvent)) return
    this.closed = true
    if (this.run.listeners.delete(this.onEvent)) watchReaders(this.run)
    this.forgetLock()
    this.timers.forEach(clearInterval)
    this.onEnd()
    this.wake()
  }
}

/** The number after which a reader wants to go on: the `Last-Event-ID` header, else `?lastEventId`, else 0. */
export function resumePoint(request: Request): number {
  const asked =
    request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('lastEventId') ?? ''
  return /^\d{1,9}$/.test(asked) ? Number(asked) : 0
}

/**
 * The run as server-sent events: first what came after event `after`, then live, until `done` or `error`. The
 * stream also ends when the conversation is wiped or the session is locked or over. `onEnd` is called once, however it ends.
 */
export function streamRun(
  run: Run,
  after: number,
  { timing = TIMING, onEnd = () => undefined }: { timing?: typeof TIMING; onEnd?: () => void } = {},
): Response {
  const reader = new Reader(run, after, { timing, onEnd })
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = await reader.next()
      if (piece !== null) {
        controller.enqueue(encoder.encode(piece))
        return
      }
      reader.stop()
      controller.close()
    },
    cancel() {
      reader.stop()
    },
  })
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Compressing word by word costs processor time beside the model and saves nothing on a hospital's network.
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  })
}
