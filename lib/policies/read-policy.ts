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

/** What was set, as far as it fits: a field that came with an upgrade, left with one or no longer fits costs no other its value. */
function policyOf<P extends Policy>(policy: P, stored: string | undefined): PolicyValue<P> {
  const byDefault = defaultPolicy(policy)
  if (stored === undefined) return byDefault
  const set = Object.entries(JSON.parse(stored) as Record<string, unknown>).filter(
    ([field]) => field in byDefault,
  )
  const read = (fields: typeof set) =>
    policy.schema.safeParse({ ...byDefault, ...Object.fromEntries(fields) })
  const whole = read(set)
  if (whole.success) return whole.data as PolicyValue<P>
  const unfit = new Set(whole.error.issues.map(({ path }) => path[0]))
  const rest = read(set.filter(([field]) => !unfit.has(field)))
  return rest.success ? (rest.data as PolicyValue<P>) : byDefault
}

/** The policy in force: what an admin set, else the default; a field that an upgrade no longer lets stand falls back alone. */
export async function readPolicy<P extends Policy>(policy: P, tx?: Tx): Promise<PolicyValue<P>> {
  const row = await (tx ?? (await db())).policy.findUnique({ where: { key: policy.key } })
  return policyOf(policy, row?.value)
}

/** The policy in force as a transaction sees it. */
export function policyWhileWriting<P extends Policy>(policy: P, writing: Writing): PolicyValue<P> {
  const row = writing.statement('SELECT value FROM Policy WHERE key = ?').get(policy.key) as
    | { value: string }
    | undefined
  return policyOf(policy, row?.value)
}
