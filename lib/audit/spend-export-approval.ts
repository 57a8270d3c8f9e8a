import 'server-only'
import { audit } from '@/lib/audit/feature'
import { readPolicy } from '@/lib/policies/read-policy'
import { db, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

/** How long after the file was taken its signed manifest may be asked for, in ms. */
const MANIFEST_MS = 15 * 60 * 1000

interface Export {
  userId: string
  format: string
}

const approvalOf = ({ userId, format }: Export) => ({
  kind: 'audit_export',
  requestedById: userId,
  state: 'approved',
  expiresAt: { gt: new Date() },
  payload: JSON.stringify({ format }),
})

/**
 * Uses up one approval of a second person for an export in this format. Does nothing while four eyes are not required.
 * Throws AppError `needs_second_person` when the person holds no unused approval.
 */
export async function spendExportApproval(tx: Tx, wanted: Export): Promise<void> {
  if (!(await readPolicy(audit.policies.fourEyes, tx)).enabled) return
  const where = { ...approvalOf(wanted), usedAt: null }
  const held = await tx.changeRequest.findFirst({ where, orderBy: { requestedAt: 'asc' } })
  if (!held) throw new AppError('needs_second_person')
  await tx.changeRequest.update({ where: { id: held.id }, data: { usedAt: new Date() } })
}

/**
 * Lets the signed statement of an export be made, which says what the trail holds, only with an approval that is unused or was
 * used a short while ago. Throws AppError `needs_second_person`.
 */
export async function requireExportApproval(wanted: Export): Promise<void> {
  if (!(await readPolicy(audit.policies.fourEyes)).enabled) return
  const unused = { OR: [{ usedAt: null }, { usedAt: { gt: new Date(Date.now() - MANIFEST_MS) } }] }
  const held = await (await db()).changeRequest.count({ where: { ...approvalOf(wanted), ...unused } })
  if (held === 0) throw new AppError('needs_second_person')
}
