import 'server-only'
import { isInForce } from '@/lib/auth/grants-in-force'
import type { Tx } from '@/lib/db/client'

/** How many enabled people other than `userId` are security admins now. */
export async function otherSecurityAdmins(tx: Tx, userId: string): Promise<number> {
  const grants = await tx.roleGrant.findMany({
    where: { role: 'security_admin', userId: { not: userId }, user: { disabledAt: null } },
  })
  const now = new Date()
  return new Set(grants.filter((grant) => isInForce(grant, now)).map((grant) => grant.userId)).size
}
