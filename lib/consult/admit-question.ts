import 'server-only'
import { env } from '@/lib/config/env'
import { consultStore } from '@/lib/consult/consult-store'
import { limitReached } from '@/lib/consult/limit-questions'
import { AppError } from '@/lib/errors/app-error'
import { OWN_WAITING_MAX, type GenerateRequest } from '@/lib/inference/contract'
import { engine } from '@/lib/inference/generate'
import { recordRefused } from '@/lib/inference/record-refused'
import type { Actor } from '@/lib/shared/actor'

/** Questions one person may have at the model: the one being answered and those that wait. */
const OWN_RUNS_MAX = 1 + OWN_WAITING_MAX

function ownQueueFull({ userId }: Actor, estimatedSeconds: number): AppError | null {
  const own = [...consultStore().active].filter(({ actor }) => actor.userId === userId)
  if (own.length < OWN_RUNS_MAX) return null
  return new AppError('own_queue_full', {
    own: own.length,
    retryAfterSeconds: Math.max(1, estimatedSeconds),
  })
}

/**
 * Whether the question fits the model and there is room for it in the queue. Returns the tokens of the prompt, null where only the
 * engine can count them once it is asked. Throws AppError `question_too_long`, `queue_full`, `own_queue_full`, or what
 * `limitReached` returns, once the refusal is on record.
 */
export async function admitQuestion(
  request: GenerateRequest,
  asked: { actor: Actor; requestId: string },
): Promise<number | null> {
  const measured = await engine().measure(request)
  const { queue } = engine().status()
  const refusal =
    measured.tokensOver > 0 && !measured.estimated
      ? new AppError('question_too_long', {
          tokensOver: measured.tokensOver,
          contextLimit: measured.contextLimit,
        })
      : queue.waiting > 0 && queue.waiting >= env().MAX_QUEUE
        ? new AppError('queue_full', { retryAfterSeconds: Math.max(1, queue.estimatedSeconds) })
        : (ownQueueFull(asked.actor, queue.estimatedSeconds) ??
          (await limitReached(asked.actor, request.priority)))
  if (!refusal) return measured.estimated ? null : measured.promptTokens
  await recordRefused(refusal, asked)
  throw refusal
}
