import 'server-only'
import { auditEvents } from '@/lib/audit/events'
import { recordAlone } from '@/lib/audit/record-event'
import { errorName } from '@/lib/logging/logger'

/** Records that a job of the portal failed, by the kind of its fault. Never throws: the fault may be the trail's own. */
export async function recordJobFailed(job: string, error: unknown): Promise<void> {
  const event = auditEvents['system.job_failed']
  const detail = { job, reason: errorName(error) }
  await recordAlone({ event, outcome: 'failed', actor: null, detail }).catch(() => undefined)
}
