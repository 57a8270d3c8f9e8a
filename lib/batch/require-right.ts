import 'server-only'
import { recordAlone } from '@/lib/audit/record-event'
import { mayRun } from '@/lib/batch/contract'
import { batchEvents } from '@/lib/batch/events'
import { batch } from '@/lib/batch/feature'
import type { PolicyValue } from '@/lib/feature/define-feature'
import type { Actor } from '@/lib/shared/actor'
import { readPolicy } from '@/lib/policies/read-policy'
import { AppError } from '@/lib/errors/app-error'

/** The batch policy, when it allows this person. Throws AppError `batch_not_allowed` after recording the refusal. */
export async function requireBatchRight(
  actor: Actor,
  requestId: string,
): Promise<PolicyValue<typeof batch.policies.batch>> {
  const policy = await readPolicy(batch.policies.batch)
  if (mayRun(actor, policy)) return policy
  const detail = { code: 'batch_not_allowed' as const }
  await recordAlone({ event: batchEvents['batch.refused'], outcome: 'refused', actor, requestId, detail })
  throw new AppError(batch.errors.batch_not_allowed)
}
