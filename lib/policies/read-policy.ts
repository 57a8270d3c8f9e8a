import 'server-only'
import { env, usesHospitalDirectory } from '@/lib/config/env'
import { db, type Tx } from '@/lib/db/client'
import type { Policy, PolicyValue } from '@/lib/feature/define-feature'

/** What holds while an admin has set nothing: the plate's defaults, where the settings of the installation say nothing else. */
export function defaultPolicy<P extends Policy>({ defaults, settings, atHospital }: P): PolicyValue<P> {
  const installed: Readonly<Record<string, unknown>> = env()
  const set = Object.entries(settings ?? {}).map(([field, name]) => [field, installed[name]])
  const hospital = usesHospitalDirectory() ? atHospital : {}
  return { ...defaults, ...Object.fromEntries(set), ...hospital } as PolicyValue<P>
}

/**
 * The policy in force: what an admin set, else the default. A stored value that no longer parses, for example after an
 * upgrade narrowed its range, falls back to the default.
 */
export async function readPolicy<P extends Policy>(policy: P, tx?: Tx): Promise<PolicyValue<P>> {
  const row = await (tx ?? (await db())).policy.findUnique({ where: { key: policy.key } })
  if (!row) return defaultPolicy(policy)
  const parsed = policy.schema.safeParse(JSON.parse(row.value))
  return parsed.success ? (parsed.data as PolicyValue<P>) : defaultPolicy(policy)
}
