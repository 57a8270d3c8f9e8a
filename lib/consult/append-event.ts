import 'server-only'
import type { Run } from '@/lib/consult/consult-store'
import type { RunEvent, RunEventBody } from '@/lib/consult/stream/contract'
import { applyEvent } from '@/lib/consult/turn'

/** Numbers the event, folds it into the turn and wakes the readers. */
export function appendEvent(run: Run, body: RunEventBody): void {
  const event: RunEvent = { ...body, id: run.events.length + 1 }
  run.events.push(event)
  run.turn = applyEvent(run.turn, event)
  for (const listener of run.listeners) listener()
}
