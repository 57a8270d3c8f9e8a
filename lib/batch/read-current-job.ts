import 'server-only'
import type { z } from 'zod'
import { batch } from '@/lib/batch/feature'
import type { Actor } from '@/lib/shared/actor'
import { jobOf, toJob } from '@/lib/batch/batch-store'
import { mayRun, type currentJobOutput } from '@/lib/batch/contract'
import { readPolicy } from '@/lib/policies/read-policy'

/** The session's job with its progress, and the limits that the policy sets. */
export async function readCurrentJob(actor: Actor): Promise<z.input<typeof currentJobOutput>> {
  const policy = await readPolicy(batch.policies.batch)
  const { maxDocuments, maxFileMiB, maxTotalMiB } = policy
  const job = jobOf(actor.sessionId)
  return {
    job: job && toJob(job),
    limits: { allowed: mayRun(actor, policy), maxDocuments, maxFileMiB, maxTotalMiB },
  }
}
