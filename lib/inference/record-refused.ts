import 'server-only'
import { recordAlone } from '@/lib/audit/record-event'
import type { AppError } from '@/lib/errors/app-error'
import { inferenceEvents } from '@/lib/inference/events'
import type { Actor } from '@/lib/shared/actor'

/** Records that words were refused before a model saw them, and by which code. Throws AppError `audit_unavailable`. */
export async function recordRefused(
  { code }: AppError,
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<void> {
  const event = inferenceEvents['consult.refused']
  await recordAlone({ event, outcome: 'refused', actor, requestId, detail: { code } })
}
