import 'server-only'
import { Prisma } from '@prisma/client'
import type { z } from 'zod'
import type { Applied, ChangedBy } from '@/lib/rights/changed-by'
import type { Change, departmentInput } from '@/lib/rights/contract'
import type { DetailOf } from '@/lib/audit/event-detail'
import { recordEvent } from '@/lib/audit/record-event'
import { refuseIdentifiers } from '@/lib/privacy/refuse-identifiers'
import { rightsEvents } from '@/lib/rights/events'
import { clinicalDictionary } from '@/lib/terminology/clinical-dictionary'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

type Of<K extends Change['kind']> = Extract<Change, { kind: K }>
type Input = z.infer<typeof departmentInput>

const facts = ({ code, nameZh, nameEn, idleMinutes }: Input) => ({ code, nameZh, nameEn, idleMinutes })

const record = (
  tx: Tx,
  { actor, requestId }: ChangedBy,
  detail: DetailOf<(typeof rightsEvents)['department.changed']>,
) => recordEvent(tx, { event: rightsEvents['department.changed'], outcome: 'ok', actor, requestId, detail })

/** A code that another department has is a conflict, not a fault. */
function asConflict(error: unknown): never {
  const taken = error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
  throw taken ? new AppError('conflict') : error
}

async function current(tx: Tx, { id, version }: { id: string; version: number }): Promise<Input> {
  const row = await tx.department.findUnique({ where: { id } })
  if (!row) throw new AppError('not_found')
  if (row.version !== version) throw new AppError('stale')
  return row
}

async function add(
  tx: Tx,
  { code, nameZh, nameEn, idleMinutes }: Of<'department_added'>,
  by: ChangedBy,
): Promise<void> {
  const input = { code, nameZh, nameEn, idleMinutes }
  refuseIdentifiers([code, nameZh, nameEn], clinicalDictionary())
  await tx.department.create({ data: input }).catch(asConflict)
  await record(tx, by, { before: null, after: facts(input) })
}

async function change(
  tx: Tx,
  { id, version, code, nameZh, nameEn, idleMinutes }: Of<'department_changed'>,
  by: ChangedBy,
): Promise<void> {
  const input = { code, nameZh, nameEn, idleMinutes }
  refuseIdentifiers([code, nameZh, nameEn], clinicalDictionary())
  const before = facts(await current(tx, { id, version }))
  await tx.department
    .update({ where: { id }, data: { ...input, version: { increment: 1 } } })
    .catch(asConflict)
  await record(tx, by, { before, after: facts(input) })
}

async function remove(tx: Tx, { id, version }: Of<'department_removed'>, by: ChangedBy): Promise<void> {
  const before = facts(await current(tx, { id, version }))
  const where = { departmentId: id }
  const used = [
    tx.user.count({ where }),
    tx.roleGrant.count({ where }),
    tx.groupMapping.count({ where }),
    tx.template.count({ where: { ...where, removedAt: null } }),
  ]
  if ((await Promise.all(used)).some((count) => count > 0)) throw new AppError('conflict')
  await tx.department.delete({ where: { id } })
  await record(tx, by, { before, after: null })
}

/**
 * Adds, changes or removes a department inside the caller's transaction; one that somebody belongs to, heads or is mapped to,
 * or that has a template, stays. Throws AppError `not_found`, `stale`, `stored_identifiers`, or `conflict` when the code is
 * taken or the department is used.
 */
export async function applyDepartment(
  tx: Tx,
  wanted: Of<'department_added' | 'department_changed' | 'department_removed'>,
  by: ChangedBy,
): Promise<Applied> {
  if (wanted.kind === 'department_added') await add(tx, wanted, by)
  else if (wanted.kind === 'department_changed') await change(tx, wanted, by)
  else await remove(tx, wanted, by)
  return []
}
