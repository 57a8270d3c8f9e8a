import 'server-only'
import { Prisma } from '@prisma/client'
import type { z } from 'zod'
import type { changeDepartmentInput, departmentInput } from '@/lib/admin/contract'
import type { DetailOf } from '@/lib/audit/events'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import type { Actor } from '@/lib/auth/permissions'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

interface By {
  actor: Actor
  requestId: string
}
type Input = z.infer<typeof departmentInput>

const facts = ({ code, nameZh, nameEn, idleMinutes }: Input) => ({ code, nameZh, nameEn, idleMinutes })

const record = (tx: Tx, { actor, requestId }: By, detail: DetailOf<'department.changed'>) =>
  recordEvent(tx, { event: 'department.changed', outcome: 'ok', actor, requestId, detail })

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

/** Adds a department. Throws AppError `conflict` when the code is taken. */
export async function addDepartment(input: Input, by: By): Promise<void> {
  await inAuditedTransaction(async (tx) => {
    await tx.department.create({ data: input }).catch(asConflict)
    await record(tx, by, { before: null, after: facts(input) })
  })
}

/** Changes a department. Throws AppError `not_found`, `stale`, or `conflict` when the code is taken. */
export async function changeDepartment(
  { id, version, ...input }: { id: string } & z.infer<typeof changeDepartmentInput>,
  by: By,
): Promise<void> {
  await inAuditedTransaction(async (tx) => {
    const before = facts(await current(tx, { id, version }))
    await tx.department
      .update({ where: { id }, data: { ...input, version: { increment: 1 } } })
      .catch(asConflict)
    await record(tx, by, { before, after: facts(input) })
  })
}

/** Removes a department nobody belongs to, heads, or is mapped to, and that has no template. Throws AppError `not_found`, `stale` or `conflict`. */
export async function removeDepartment(
  { id, version }: { id: string; version: number },
  by: By,
): Promise<void> {
  await inAuditedTransaction(async (tx) => {
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
  })
}
