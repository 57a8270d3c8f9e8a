import 'server-only'
import type { Actor } from '@/lib/auth/permissions'
import { ownRun } from '@/lib/consult/conversations'

/** Asks a run to stop; its stream ends with `done {outcome: "stopped"}`. Stopping an ended run changes nothing. */
export function stopRun(actor: Actor, runId: string): void {
  ownRun(actor.sessionId, runId).stop.abort()
}
