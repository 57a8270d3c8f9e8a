import 'server-only'
import { recordAlone } from '@/lib/audit/record-event'
import type { Actor } from '@/lib/auth/permissions'
import { ownedRun } from '@/lib/consult/consult-store'
import { openAcknowledgements, type ReleaseKind } from '@/lib/consult/contract'
import { AppError } from '@/lib/errors/app-error'

const EVENTS = { copy: 'answer.copied', print: 'answer.printed' } as const

/**
 * Records that an answer is about to be copied or printed. Throws AppError `not_found`, `run_in_progress`,
 * `acknowledgement_needed` while red flags are unread or the recommendation is not acknowledged, or `audit_unavailable`.
 */
export async function releaseAnswer(
  runId: string,
  as: ReleaseKind,
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<void> {
  const { turn } = ownedRun(runId, actor.sessionId)
  if (turn.state === 'running') throw new AppError('run_in_progress')
  if (openAcknowledgements(turn).length > 0) throw new AppError('acknowledgement_needed')
  await recordAlone({ event: EVENTS[as], outcome: 'ok', actor, requestId, runId })
}
