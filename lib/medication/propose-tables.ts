import 'server-only'
import type { HospitalTables } from '@/lib/clinical/medication/hospital-tables'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { PEOPLE_ONLY } from '@/lib/auth/break-glass/account'
import { rolesInForce } from '@/lib/auth/grants-in-force'
import { can } from '@/lib/feature/can'
import { medicationEvents } from '@/lib/medication/events'
import { medication } from '@/lib/medication/feature'
import { storedTables } from '@/lib/medication/stored-tables'

/** Why tables were not taken as a proposal. */
export class ProposalRefused extends Error {
  constructor(readonly reason: 'unknown_person' | 'no_right' | 'known_tables') {
    super(reason)
  }
}

/**
 * Keeps tables of the hospital as a proposal in the name of a person who manages them, who then may not decide on it. Returns its
 * number and how many rows it has. Throws ProposalRefused.
 */
export async function proposeTables(
  tables: HospitalTables,
  username: string,
): Promise<{ number: number; rows: number }> {
  const stored = storedTables(tables)
  const { sha256, rows } = stored
  const result = await inAuditedTransaction(async (tx) => {
    const user = await tx.user.findFirst({
      where: { username, disabledAt: null, ...PEOPLE_ONLY },
      include: { grants: true },
    })
    if (!user) return 'unknown_person'
    const roles = rolesInForce(user.grants, new Date())
    if (!can({ roles }, medication.permissions['medication:manage'])) return 'no_right'
    const state = { in: ['proposed', 'in_force'] }
    if (await tx.medicationVersion.findFirst({ where: { sha256, state } })) return 'known_tables'
    const { number } = await tx.medicationVersion.create({ data: { ...stored, proposedById: user.id } })
    const { id: userId, displayName, departmentId } = user
    await recordEvent(tx, {
      event: medicationEvents['medication.proposed'],
      outcome: 'ok',
      actor: { userId, displayName, departmentId },
      detail: { version: number, sha256, rows },
    })
    return { number, rows }
  })
  if (typeof result === 'string') throw new ProposalRefused(result)
  return result
}
