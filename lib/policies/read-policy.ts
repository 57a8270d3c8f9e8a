import 'server-only'
import { POLICIES, type PolicyKey, type PolicyOf } from '@/lib/policies/contract'
import { env, usesHospitalDirectory } from '@/lib/config/env'
import { db, type Tx } from '@/lib/db/client'

/** What holds while an admin has set nothing. Session times follow the environment of the installation. */
export function defaultPolicy<K extends PolicyKey>(key: K): PolicyOf<K> {
  const defaults: { [P in PolicyKey]: PolicyOf<P> } = {
    sessions: {
      idleSeconds: env().SESSION_IDLE_SECONDS,
      absoluteSeconds: env().SESSION_ABSOLUTE_SECONDS,
      lockAfterSeconds: env().LOCK_AFTER_SECONDS,
      maxPerPerson: 3,
    },
    directory: { recheckSeconds: 30, graceSeconds: 3600 },
    recheck: { mostMissingPercent: 20 },
    audit: { retentionMonths: 36, checkpointEvery: 1000, clockAheadDays: 30 },
    fourEyes: { enabled: false },
    separation: { enabled: false },
    approvals: { newcomerHours: usesHospitalDirectory() ? 24 : 0, trailRecordsPerHour: 2000 },
    confirmation: { enabled: true, minutes: 10 },
    usage: { showPeople: true, smallestGroup: 5 },
    limits: { questionsPerHour: 120 },
    rounds: { questionsPerHour: 12 },
    readers: { unreadSeconds: 120 },
    templates: { sectionTokensMax: 1024, thoughtTokensMax: 2048, personalMax: 100 },
    review: { switchedOff: [] },
    redFlags: { switchedOff: [] },
    privacyGuard: { mode: 'mask' },
    codes: { inAnswers: true },
    batch: { doctors: true, departmentHeads: true, maxDocuments: 2000, maxFileMiB: 20, maxTotalMiB: 100 },
    notices: { zh: '', en: '' },
  }
  return defaults[key]
}

/**
 * The policy in force: what an admin set, else the default. A stored value that no longer parses, for example after an
 * upgrade narrowed its range, falls back to the default.
 */
export async function readPolicy<K extends PolicyKey>(key: K, tx?: Tx): Promise<PolicyOf<K>> {
  const row = await (tx ?? (await db())).policy.findUnique({ where: { key } })
  if (!row) return defaultPolicy(key)
  const parsed = POLICIES[key].safeParse(JSON.parse(row.value))
  return parsed.success ? (parsed.data as PolicyOf<K>) : defaultPolicy(key)
}

/** Whether one account may hold only one administrative role: by the environment of the installation, or by the policy. */
export async function dutiesAreSeparate(tx?: Tx): Promise<boolean> {
  return env().SEPARATION_OF_DUTIES || (await readPolicy('separation', tx)).enabled
}
