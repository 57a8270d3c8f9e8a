import 'server-only'
import { env, usesHospitalDirectory } from '@/lib/config/env'
import { db, type Tx } from '@/lib/db/client'
import type { Writing } from '@/lib/db/writing'
import type { Policy, PolicyValue } from '@/lib/feature/define-feature'

/** What holds while an admin has set nothing: the plate's defaults, where the settings of the installation say nothing else. */
export function defaultPolicy<P extends Policy>({ defaults, settings, atHospital }: P): PolicyValue<P> {
  const installed: Readonly<Record<string, unknown>> = env()
  const set = Object.entries(settings ?? {}).map(([field, name]) => [field, installed[name]])
  const hospital = usesHospitalDirectory() ? atHospital : {}
  return { ...defaults, ...Object.fromEntries(set), ...hospital } as PolicyValue<P>
}

function policyOf<P extends Policy>(policy: P, stored: string | undefined): PolicyValue<P> {
  if (stored === undefined) return defaultPolicy(policy)
  const parsed = policy.schema.safeParse(JSON.parse(stored))
  return parsed.success ? (parsed.data as PolicyValue<P>) : defaultPolicy(policy)
}

/**
 * The policy in force: what an admin set, else the default. A stored value that no longer parses, for example after an
 * upgrade narrowed its range, falls back to the default.
 */
export async function readPolicy<P extends Policy>(policy: P, tx?: Tx): Promise<PolicyValue<P>> {
  const row = await (tx ?? (await db())).policy.findUnique({ where: { key: policy.key } })
  return policyOf(policy, row?.value)
}

/** The policy in force as a transaction sees it. */
export function policyWhileWriting<P extends Policy>(policy: P, writing: Writing): PolicyValue<P> {
  const row = writing.statement('SELECT value FROM Policy WHERE key = ?').get(policy.key) as
    { value: string } | undefined
  return policyOf(policy, row?.value)
}
