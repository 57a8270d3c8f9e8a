import 'server-only'
import { readPolicy } from '@/lib/config/read-policy'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

/**
 * Uses up one approval of a second person for an export in this format. Does nothing while four eyes are not required.
 * Throws AppError `needs_second_person` when the person holds no unused approval.
 */
export async function spendExportApproval(
  tx: Tx,
  { userId, format }: { userId: string; format: string },
): Promise<void> {
  if (!(await readPolicy('fourEyes', tx)).enabled) return
  const held = await tx.changeRequest.findFirst({
    where: {
      kind: 'audit_export',
      requestedById: userId,
      state: 'approved',
      usedAt: null,
      expiresAt: { gt: new Date() },
      payload: JSON.stringify({ format }),
    },
    orderBy: { requestedAt: 'asc' },
  })
  if (!held) throw new AppError('needs_second_person')
  await tx.changeRequest.update({ where: { id: held.id }, data: { usedAt: new Date() } })
}
