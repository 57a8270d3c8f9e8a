import 'server-only'
import type { z } from 'zod'
import type { listPoliciesOutput } from '@/lib/rights/contract'
import { POLICIES, type PolicyKey } from '@/lib/policies/contract'
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
  const keys = Object.keys(POLICIES) as PolicyKey[]
  const policies = keys.map(async (key) => {
    const row = rows.find((one) => one.key === key)
    return {
      key,
      value: await readPolicy(key),
      defaults: defaultPolicy(key),
      version: row?.version ?? 0,
      updatedAt: row?.updatedAt.toISOString() ?? null,
      updatedBy: people.find(({ id }) => id === row?.updatedById) ?? null,
    }
  })
  return { policies: await Promise.all(policies) }
}
