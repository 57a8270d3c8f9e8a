import 'server-only'
import type { z } from 'zod'
import { policyValue, type listPoliciesOutput } from '@/lib/rights/contract'
import { allPolicies } from '@/lib/feature/installed'
import { defaultPolicy, readPolicy } from '@/lib/policies/read-policy'
import { db } from '@/lib/db/client'

/** Every policy with the value in force, its default, and who set it when. */
export async function listPolicies(): Promise<z.infer<typeof listPoliciesOutput>> {
  const client = await db()
  const rows = await client.policy.findMany()
  const people = await client.user.findMany({
    where: { id: { in: rows.flatMap(({ updatedById }) => updatedById ?? []) } },
    select: { id: true, displayName: true },
  })
  const policies = allPolicies().map(async (policy) => {
    const row = rows.find((one) => one.key === policy.key)
    return {
      key: policy.key,
      value: policyValue.parse(await readPolicy(policy)),
      defaults: policyValue.parse(defaultPolicy(policy)),
      version: row?.version ?? 0,
      updatedAt: row?.updatedAt.toISOString() ?? null,
      updatedBy: people.find(({ id }) => id === row?.updatedById) ?? null,
    }
  })
  return { policies: await Promise.all(policies) }
}
