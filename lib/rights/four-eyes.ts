import 'server-only'
import type { ChangeRequest as Row } from '@prisma/client'
import type { z } from 'zod'
import { audit } from '@/lib/audit/feature'
import { applyChange } from '@/lib/rights/apply-change'
import type { Applied, ChangedBy } from '@/lib/rights/changed-by'
import { changeSchema, type Change, type changeOutput, type decideInput } from '@/lib/rights/contract'
import { rightsEvents } from '@/lib/rights/events'
import { rights } from '@/lib/rights/feature'
import { mirrorReleases } from '@/lib/rights/mirror-releases'
import { protectRights } from '@/lib/rights/protect-rights'
import { readRights } from '@/lib/rights/read-rights'
import { checkRules, mustWait, whoGains, whoLoses } from '@/lib/rights/rights-rules'
import { askedWith, requesterNow, whoCouldApprove, whyNotDecide } from '@/lib/rights/who-decides'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { readSeasoned, type Seasoned } from '@/lib/auth/read-seasoned'
import { can } from '@/lib/feature/can'
import type { Actor } from '@/lib/shared/actor'
import { followRights } from '@/lib/auth/follow-rights'
import { endAllSessions } from '@/lib/auth/end-session'
import { usesHospitalDirectory } from '@/lib/config/env'
import { readPolicy } from '@/lib/policies/read-policy'
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
  await recordEvent(tx, { event: rightsEvents['change.requested'], outcome: 'ok', actor, requestId, detail })
}

interface Outcome {
  /** Whose rights change or whose sessions end: people who lose a right, and those the change itself names. */
  applied: Applied
  /** Ids of the people who have more rights than before. */
  gains: string[]
}

/**
 * Makes a change inside the transaction and checks what it does to everybody's rights as they are then. Whatever throws takes
 * the change back.
 */
async function applyChecked(tx: Tx, change: Change, by: ChangedBy): Promise<Outcome> {
  const before = await readRights(tx)
  const applied = await applyChange(tx, change, by)
  const compared = { before, after: await readRights(tx) }
  checkRules(change, compared, [by.requester.userId, by.actor.userId])
  const named = applied.map(({ userId }) => userId)
  const losing = whoLoses(compared).filter((userId) => !named.includes(userId))
  const revoked = losing.map((userId) => ({ userId, reason: 'revoked' as const }))
  return { applied: [...applied, ...revoked], gains: whoGains(compared) }
}

interface Rule {
  fourEyes: boolean
  seasoned: Seasoned
}

/** In an emergency the account of the operator acts alone, but only where nobody is left who could approve. */
function waits(change: Change, actor: Actor, { fourEyes, seasoned, gains }: Rule & { gains: string[] }) {
  const rule = { fourEyes, hospital: usesHospitalDirectory(), gains: gains.length > 0 }
  if (!mustWait(change, rule)) return false
  return !actor.emergency || whoCouldApprove(change, seasoned, [actor.userId, ...gains]).length > 0
}

/** Takes an attempt back; it never leaves `applyOrWait`. */
class Waits extends AppError {
  constructor() {
    super('internal')
  }
}

/** Makes the change, or takes the attempt back and returns null where it waits for a second person. */
async function applyOrWait(change: Change, by: By): Promise<Applied | null> {
  return inAuditedTransaction(async (tx) => {
    // Read before the change: a change of the rule itself is judged by the one in force.
    const rule = {
      fourEyes: (await readPolicy(audit.policies.fourEyes, tx)).enabled,
      seasoned: await readSeasoned(tx),
    }
    const { applied, gains } = await applyChecked(tx, change, { ...by, requester: by.actor })
    if (waits(change, by.actor, { ...rule, gains })) throw new Waits()
    return applied
  }).catch((error: unknown) => {
    if (error instanceof Waits) return null
    throw error
  })
}

/** Who is barred loses every session; whose rights changed goes on with what is left. */
async function follow(applied: Applied, actor: Actor): Promise<void> {
  for (const { userId, reason } of applied) {
    await (reason === 'revoked' ? followRights(userId, actor) : endAllSessions(userId, reason, actor))
  }
}

/**
 * Carries a change out, or, where it waits for a second person, keeps it. A change that could never be approved is refused at
 * once. Throws what `applyChange` and `checkRules` throw, in either case.
 */
export async function proposeChange(change: Change, by: By): Promise<z.infer<typeof changeOutput>> {
  await protectRights()
  const applied = change.kind === 'audit_export' ? null : await applyOrWait(change, by)
  if (!applied) {
    await inAuditedTransaction((tx) => storeRequest(tx, change, by))
    return { state: 'pending' }
  }
  await follow(applied, by.actor)
  return { state: 'applied' }
}

const REFUSALS = {
  own: 'needs_second_person',
  not_yours: 'needs_second_person',
  about_you: rights.errors.own_account,
} as const

async function requireDecider(tx: Tx, row: Row, actor: Actor): Promise<void> {
  const why = whyNotDecide(actor, { ...row, change: changeOf(row) }, await readSeasoned(tx))
  if (why === 'newcomer') {
    throw new AppError('newcomer', {
      hours: (await readPolicy(audit.policies.approvals, tx)).newcomerHours,
    })
  }
  if (why) throw new AppError(REFUSALS[why])
}

async function approve(tx: Tx, row: Row, { actor, requestId }: By): Promise<Applied> {
  const change = changeOf(row)
  const requester = await requesterNow(tx, row.requestedById)
  if (!requester || !can(requester, askedWith(change.kind))) {
    throw new AppError(rights.errors.asker_without_right)
  }
  return (await applyChecked(tx, change, { actor, requester, requestId })).applied
}

const STATE = { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' } as const

/**
 * Approves, rejects or withdraws a waiting change; an approved one is carried out in the same transaction, under the rules
 * and on the state of that moment. Throws AppError `not_found`, `stale` when it waits no longer, `needs_second_person` for
 * one's own, `newcomer`, `asker_without_right`, or what `applyChange` and `checkRules` throw.
 */
export async function decideChange(
  { id, decision }: { id: string } & z.infer<typeof decideInput>,
  by: By,
): Promise<void> {
  const { actor, requestId } = by
  await protectRights()
  const { kind, applied } = await inAuditedTransaction(async (tx) => {
    const row = await tx.changeRequest.findUnique({ where: { id } })
    if (!row) throw new AppError('not_found')
    const now = new Date()
    if (row.state !== 'pending' || row.expiresAt <= now) throw new AppError('stale')
    if (decision !== 'withdraw') await requireDecider(tx, row, actor)
    else if (row.requestedById !== actor.userId) throw new AppError('needs_second_person')
    const state = STATE[decision]
    await tx.changeRequest.update({
      where: { id },
      data: { state, decidedById: actor.userId, decidedAt: now },
    })
    const detail = { changeId: id, kind: row.kind, decision: state, requestedById: row.requestedById }
    await recordEvent(tx, { event: rightsEvents['change.decided'], outcome: 'ok', actor, requestId, detail })
    return { kind: row.kind, applied: decision === 'approve' ? await approve(tx, row, by) : [] }
  })
  await follow(applied, actor)
  if (kind === 'model_release' && decision === 'approve') await mirrorReleases()
}
