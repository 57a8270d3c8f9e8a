import 'server-only'
import { audit } from '@/lib/audit/feature'
import type { Actor } from '@/lib/shared/actor'
import { readPolicy } from '@/lib/policies/read-policy'
import { AppError } from '@/lib/errors/app-error'
import { processSingleton } from '@/lib/shared/process-singleton'

const HOUR_MS = 60 * 60 * 1000

interface Reading {
  at: number
  records: number
}
/** Records that each auditor was shown within the last hour. */
const readings = () => processSingleton('audit-readings', () => new Map<string, Reading[]>())

function recentOf(userId: string, now: number): Reading[] {
  const recent = (readings().get(userId) ?? []).filter(({ at }) => now - at < HOUR_MS)
  readings().set(userId, recent)
  return recent
}

/**
 * Runs a reading of the trail that shows at most `most` records. While four eyes are on, one person is shown so many in an
 * hour as the policy allows: else paging through the trail would be an export that nobody approved. What is under way counts.
 * Throws AppError `audit_reading_limit`.
 */
export async function readWithinLimit<T>(
  { userId }: Pick<Actor, 'userId'>,
  most: number,
  { read, count }: { read: () => Promise<T>; count: (answer: T) => number },
): Promise<T> {
  if (!(await readPolicy(audit.policies.fourEyes)).enabled) return read()
  const { trailRecordsPerHour: limit } = await readPolicy(audit.policies.approvals)
  const now = Date.now()
  const recent = recentOf(userId, now)
  const shown = recent.reduce((sum, { records }) => sum + records, 0)
  if (shown + most > limit) {
    const oldest = recent.find(({ records }) => records > 0)
    const wait = oldest ? oldest.at + HOUR_MS - now : HOUR_MS
    throw new AppError('audit_reading_limit', { limit, retryAfterSeconds: Math.ceil(wait / 1000) })
  }
  const reading = { at: now, records: most }
  recent.push(reading)
  const answer = await read().catch((error: unknown) => {
    reading.records = 0
    throw error
  })
  reading.records = count(answer)
  return answer
}
