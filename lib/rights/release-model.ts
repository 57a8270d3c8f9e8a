import 'server-only'
import { rightsEvents } from '@/lib/rights/events'
import { rights } from '@/lib/rights/feature'
import type { Actor } from '@/lib/shared/actor'
import type { ModelRelease } from '@/lib/release/contract'
import { mirrorReleases } from '@/lib/rights/mirror-releases'
import { boundEvaluation, releasesInForce } from '@/lib/rights/read-releases'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { engine } from '@/lib/inference/generate'

/**
 * The request to release the model in use as it runs, with the figures of its evaluation. Throws AppError
 * `model_not_releasable` for a demo or evaluation model and one without a whole evaluation, or `stale` when it is not what the
 * asker saw.
 */
export function describeRelease(seen: string): ModelRelease {
  const { id, sha256, binding } = engine().status().model
  const evaluation = boundEvaluation(sha256, binding)
  if (binding === null || !evaluation) throw new AppError(rights.errors.model_not_releasable)
  if (binding !== seen) throw new AppError('stale')
  const { overall: figures } = evaluation.result
  return { kind: 'model_release', model: id, sha256, binding, evaluation: evaluation.sha256, figures }
}

/**
 * Releases a model inside the caller's transaction, with its record of hashes and ids alone. Throws AppError
 * `model_not_releasable`, or `stale` when the model does not run any more as it was asked for.
 */
export async function applyRelease(
  tx: Tx,
  change: ModelRelease,
  by: { actor: Actor; requestId: string },
): Promise<void> {
  const now = describeRelease(change.binding)
  if (now.sha256 !== change.sha256 || now.evaluation !== change.evaluation) throw new AppError('stale')
  const { model, sha256, binding, evaluation } = change
  await recordEvent(tx, {
    event: rightsEvents['model.released'],
    outcome: 'ok',
    ...by,
    modelId: model,
    modelSha256: sha256,
    detail: { binding, evaluation },
  })
}

/** Withdraws a release at once. Throws AppError `not_found` when it is not in force. */
export async function withdrawRelease(
  binding: string,
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<void> {
  await inAuditedTransaction(async (tx) => {
    const release = (await releasesInForce(tx)).find((one) => one.binding === binding)
    if (!release) throw new AppError('not_found')
    const { model, sha256 } = release
    const now = new Date()
    await tx.changeRequest.create({
      data: {
        kind: 'model_withdrawal',
        payload: JSON.stringify({ kind: 'model_withdrawal', model, sha256, binding }),
        requestedById: actor.userId,
        expiresAt: now,
        state: 'approved',
        decidedById: actor.userId,
        decidedAt: now,
      },
    })
    const detail = { binding }
    const entry = {
      event: rightsEvents['model.release_withdrawn'],
      outcome: 'ok',
      actor,
      requestId,
      detail,
    } as const
    await recordEvent(tx, { ...entry, modelId: model, modelSha256: sha256 })
  })
  await mirrorReleases()
}
