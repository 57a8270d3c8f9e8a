import 'server-only'
import { recordAlone } from '@/lib/audit/record-event'
import { consultEvents } from '@/lib/consult/events'
import type { Actor } from '@/lib/shared/actor'
import { ownedRun } from '@/lib/consult/consult-store'
import type { AcknowledgementKind, ConversationTurn } from '@/lib/consult/contract'
import { AppError } from '@/lib/errors/app-error'

interface Asked {
  actor: Actor
  requestId: string
}

/**
 * Notes that the owner read the red flags or takes responsibility for the recommendation, once; the record is durable before the
 * turn says so. Throws AppError `not_found`, `run_in_progress` for an answer that is not finished, or `audit_unavailable`.
 */
export async function acknowledgeRun(
  runId: string,
  kind: AcknowledgementKind,
  { actor, requestId }: Asked,
): Promise<ConversationTurn['acknowledged']> {
  const run = ownedRun(runId, actor.sessionId)
  if (kind === 'answer' && run.turn.state === 'running') throw new AppError('run_in_progress')
  if (run.turn.acknowledged[kind] === null) {
    await recordAlone({
      event: consultEvents['answer.acknowledged'],
      outcome: 'ok',
      actor,
      requestId,
      runId,
      detail: { kind },
    })
    // Handed over while it was recorded: whoever has the case now reads it in person.
    if (run.sessionId !== actor.sessionId) throw new AppError('not_found')
    run.turn = {
      ...run.turn,
      acknowledged: { ...run.turn.acknowledged, [kind]: new Date().toISOString() },
    }
  }
  return run.turn.acknowledged
}
