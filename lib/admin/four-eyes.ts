import 'server-only'
import type { ChangeRequest as Row } from '@prisma/client'
import type { z } from 'zod'
import { applyChange } from '@/lib/admin/apply-change'
import { mirrorReleases } from '@/lib/admin/mirror-releases'
import { changeSchema, type Change, type changeOutput, type decideInput } from '@/lib/admin/contract'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { can, type Actor } from '@/lib/auth/permissions'
import { readPolicy } from '@/lib/config/read-policy'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

const WAITS_DAYS = 7
const DAY_MS = 24 * 60 * 60 * 1000

interface By {
  actor: Actor
  requestId: string
}

/** An export is kept under the kind and payload that `spendExportApproval` looks for. */
function stored(change: Change): { kind: string; payload: string } {
  const { kind, ...rest } = change
  if (kind === 'audit_export') return { kind, payload: JSON.stringify(rest) }
  return { kind, payload: JSON.stringify(change) }
}

/** The change that a stored request asks for. */
export function changeOf({ kind, payload }: Pick<Row, 'kind' | 'payload'>): Change {
  return changeSchema.parse({ ...(JSON.parse(payload) as object), kind })
}

async function storeRequest(tx: Tx, change: Change, { actor, requestId }: By): Promise<void> {
  const expiresAt = new Date(Date.now() + WAITS_DAYS * DAY_MS)
  const row = await tx.changeRequest.create({
    data: { ...stored(change), requestedById: actor.userId, expiresAt },
  })
  const binding = change.kind === 'model_release' ? { binding: change.binding } : {}
  const detail = { changeId: row.id, kind: change.kind, ...binding }
  await recordEvent(tx, { event: 'change.requested', outcome: 'ok', actor, requestId, detail })
}

/** Changes that wait for a second person whether or not the policy asks for four eyes. */
const ALWAYS_FOUR_EYES: ReadonlySet<Change['kind']> = new Set(['audit_export', 'model_release'])

class Checked extends Error {}

/** Tries a change out and takes it back, so that a request that could never be approved is refused at once. */
async function checkApplies(change: Change, { actor, requestId }: By): Promise<void> {
  await inAuditedTransaction(async (tx) => {
    await applyChange(tx, change, { actor, requestId })
    throw new AppError('internal', {}, { cause: new Checked() })
  }).catch((error: unknown) => {
    if (!(error instanceof AppError && error.cause instanceof Checked)) throw error
  })
}

/**
 * Carries a change out, or, where four eyes are required, keeps it for a second person. Throws what `applyChange`
 * throws, in either case.
 */
export async function proposeChange(change: Change, by: By): Promise<z.infer<typeof changeOutput>> {
  if (ALWAYS_FOUR_EYES.has(change.kind) || (await readPolicy('fourEyes')).enabled) {
    if (change.kind !== 'audit_export') await checkApplies(change, by)
    await inAuditedTransaction((tx) => storeRequest(tx, change, by))
    return { state: 'pending' }
  }
  await inAuditedTransaction((tx) => applyChange(tx, change, by))
  return { state: 'applied' }
}

/**
 * Whether the person may approve or reject it: never one's own; exports also by another auditor, releases of a model also by
 * another system admin. The emergency account approves nothing: it may be held by the one who asked.
 */
export function mayDecide(
  actor: Actor,
  { kind, requestedById }: Pick<Row, 'kind' | 'requestedById'>,
): boolean {
  if (requestedById === actor.userId || actor.emergency) return false
  if (can(actor, 'security:manage')) return true
  return (
    (kind === 'audit_export' && can(actor, 'audit:read')) ||
    (kind === 'model_release' && can(actor, 'system:manage'))
  )
}

const STATE = { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' } as const

/**
 * Approves, rejects or withdraws a waiting change; an approved one is carried out in the same transaction. Throws
 * AppError `not_found`, `stale` when it waits no longer, `needs_second_person` for one's own, or what `applyChange` throws.
 */
export async function decideChange(
  { id, decision }: { id: string } & z.infer<typeof decideInput>,
  { actor, requestId }: By,
): Promise<void> {
  const kind = await inAuditedTransaction(async (tx) => {
    const row = await tx.changeRequest.findUnique({ where: { id } })
    if (!row) throw new AppError('not_found')
    const now = new Date()
    if (row.state !== 'pending' || row.expiresAt <= now) throw new AppError('stale')
    const allowed = decision === 'withdraw' ? row.requestedById === actor.userId : mayDecide(actor, row)
    if (!allowed) throw new AppError('needs_second_person')
    const state = STATE[decision]
    await tx.changeRequest.update({
      where: { id },
      data: { state, decidedById: actor.userId, decidedAt: now },
    })
    const detail = { changeId: id, kind: row.kind, decision: state, requestedById: row.requestedById }
    await recordEvent(tx, { event: 'change.decided', outcome: 'ok', actor, requestId, detail })
    if (decision === 'approve') await applyChange(tx, changeOf(row), { actor, requestId })
    return row.kind
  })
  if (kind === 'model_release' && decision === 'approve') await mirrorReleases()
}
