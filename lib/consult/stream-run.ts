import 'server-only'
import { sessionIsOpen } from '@/lib/auth/session-is-open'
import type { Actor } from '@/lib/auth/permissions'
import type { RunEvent } from '@/lib/consult/contract'
import { isKept, ownRun, type Run } from '@/lib/consult/conversations'

const HEARTBEAT_MS = 10_000
const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
}

const frame = ({ id, event, data }: RunEvent) =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`

function lastEventId(request: Request): number {
  const given = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('lastEventId')
  const id = Number(given ?? 0)
  return Number.isInteger(id) && id > 0 ? id : 0
}

/** Waits for the next event or for the heartbeat; true when something may have happened. */
async function nextEvent(run: Run, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (happened: boolean) => {
      clearTimeout(timer)
      run.readers.delete(wake)
      signal.removeEventListener('abort', wake)
      resolve(happened)
    }
    const wake = () => settle(true)
    const timer = setTimeout(() => settle(false), HEARTBEAT_MS)
    run.readers.add(wake)
    signal.addEventListener('abort', wake)
  })
}

/**
 * Frames of a run from the one after `sent`, then live, until it has ended, its conversation was wiped, or the session
 * was locked or ended. Every reader has its own place in the same list of events.
 */
async function* frames(run: Run, sent: number, { actor, signal }: { actor: Actor; signal: AbortSignal }) {
  let next = sent
  while (!signal.aborted && isKept(run)) {
    if (next < run.events.length) {
      const pending = run.events.slice(next)
      next = run.events.length
      yield pending.map(frame).join('')
    } else if (run.turn.state !== 'running') {
      return
    } else if (!(await nextEvent(run, signal))) {
      if (!(await sessionIsOpen(actor.sessionId))) return
      yield ': still here\n\n'
    }
  }
}

/**
 * The events of an own run as server-sent events, resuming after `Last-Event-ID` (or `?lastEventId`). The reader's
 * pace is kept: text is pulled, never pushed. Throws AppError `not_found`.
 */
export function streamRun(actor: Actor, runId: string, request: Request): Response {
  const run = ownRun(actor.sessionId, runId)
  const gone = new AbortController()
  const signal = AbortSignal.any([request.signal, gone.signal])
  const source = frames(run, lastEventId(request), { actor, signal })
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await source.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: () => gone.abort(),
  })
  return new Response(body, { headers: HEADERS })
}
