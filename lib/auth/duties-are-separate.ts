import 'server-only'
import { auth } from '@/lib/auth/feature'
import { env } from '@/lib/config/env'
import type { Tx } from '@/lib/db/client'
import { readPolicy } from '@/lib/policies/read-policy'

/** Whether one account may hold only one administrative role: by the environment of the installation, or by the policy. */
export async function dutiesAreSeparate(tx?: Tx): Promise<boolean> {
  return env().SEPARATION_OF_DUTIES || (await readPolicy(auth.policies.separation, tx)).enabled
}
