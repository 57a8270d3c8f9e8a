import 'server-only'
import { consultEvents } from '@/lib/consult/events'
import { recordAlone } from '@/lib/audit/record-event'
import { consult } from '@/lib/consult/feature'
import type { Actor } from '@/lib/shared/actor'
import { ownedRun, type Release } from '@/lib/consult/consult-store'
import type { ReleaseOutcome } from '@/lib/consult/contract'
import { missingSources, openAcknowledgements } from '@/lib/consult/pure/open-ends'
import { AppError } from '@/lib/errors/app-error'

const EVENTS = { copy: consultEvents['answer.copied'], print: consultEvents['answer.printed'] }

interface Asked {
  actor: Actor
  requestId: string
}

const detailOf = ({ form, part }: Release) => ({ form, ...(part ? { part } : {}) })

/**
 * Lets an answer be copied or printed, and returns the id to report the outcome under. That it was asked for is durable
 * before this returns. Throws AppError `not_found`, `run_in_progress`, `acknowledgement_needed` while red flags are unread
 * or the recommendation is not acknowledged, `sources_missing` where the
 * policy asks for sources that it lacks, or `audit_unavailable`.
 */
export async function releaseAnswer(
  runId: string,
  release: Release,
  { actor, requestId }: Asked,
): Promise<{ releaseId: string }> {
  const { turn, releases } = ownedRun(runId, actor.sessionId)
  if (turn.state === 'running') throw new AppError('run_in_progress')
  if (openAcknowledgements(turn).length > 0) throw new AppError(consult.errors.acknowledgement_needed)
  const unsourced = missingSources(turn)
  if (unsourced > 0) throw new AppError(consult.errors.sources_missing, { count: unsourced })
  const event = EVENTS[release.as]
  const detail = detailOf(release)
  const { recordId } = await recordAlone({ event, outcome: 'asked', actor, requestId, runId, detail })
  releases.set(recordId, release)
  return { releaseId: recordId }
}

/**
 * Records, once, how a release ended as the browser tells it. Without this record the trail says that it was asked for and
 * may have happened. Throws AppError `not_found`, also for one that was reported already, or `audit_unavailable`.
 */
export async function reportRelease(
  { runId, releaseId }: { runId: string; releaseId: string },
  outcome: ReleaseOutcome,
  { actor, requestId }: Asked,
): Promise<void> {
  const { releases } = ownedRun(runId, actor.sessionId)
  const release = releases.get(releaseId)
  if (!release) throw new AppError('not_found')
  releases.delete(releaseId)
  const event = EVENTS[release.as]
  const detail = { ...detailOf(release), asked: releaseId }
  try {
    await recordAlone({ event, outcome, actor, requestId, runId, detail })
  } catch (error) {
    releases.set(releaseId, release)
    throw error
  }
}
