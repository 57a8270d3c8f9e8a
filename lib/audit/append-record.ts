import 'server-only'
import { randomUUID } from 'node:crypto'
import { GENESIS_MAC } from '@/lib/audit/audit-format'
import { chainMac, MAC_FIELDS } from '@/lib/audit/chain-mac'
import { bootId, clockJump, monotonicMs } from '@/lib/audit/clock'
import { clockAfter, clockState } from '@/lib/audit/clock-state'
import { auditEvents } from '@/lib/audit/events'
import { audit } from '@/lib/audit/feature'
import type { Height } from '@/lib/audit/height-file'
import { currentKey } from '@/lib/audit/keys'
import { prepareEntry, type Prepared } from '@/lib/audit/prepare-entry'
import { storedTime } from '@/lib/audit/stored-time'
import { isHeightFault, trailFault } from '@/lib/audit/watch-trail'
import { checkpointWhileWriting } from '@/lib/audit/write-checkpoint'
import type { Writing } from '@/lib/db/writing'
import { AppError } from '@/lib/errors/app-error'
import { policyWhileWriting } from '@/lib/policies/read-policy'

interface Link {
  id: number
  mac: string
  at: Date | null
}

/** Where the trail goes on: `id` counts what was ever given out, `storedId` what is there. */
interface End extends Link {
  storedId: number
}

/** A record that was appended, and the mark of the trail once it is committed; null where no mark is kept. */
export interface Appended {
  recordId: string
  mark: Height | null
}

const COLUMNS = [...MAC_FIELDS, 'mac'] as const
const INSERT = `INSERT INTO AuditEvent (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`

/** Ids that were ever given out count too: a removed tail must leave a gap that verification sees. */
function lastLink(writing: Writing): End {
  const last = writing.statement('SELECT id, mac, at FROM AuditEvent ORDER BY id DESC LIMIT 1').get() as
    | { id: number; mac: string; at: string }
    | undefined
  const given = writing.statement(`SELECT seq FROM sqlite_sequence WHERE name = 'AuditEvent'`).get() as
    | { seq: number }
    | undefined
  const pruned = last
    ? undefined
    : (writing.statement('SELECT upToId, lastMac FROM AuditTombstone ORDER BY upToId DESC LIMIT 1').get() as
        | { upToId: number; lastMac: string }
        | undefined)
  return {
    id: Math.max(last?.id ?? 0, given?.seq ?? 0),
    mac: last?.mac ?? pruned?.lastMac ?? GENESIS_MAC,
    at: last ? new Date(last.at) : null,
    storedId: last?.id ?? pruned?.upToId ?? 0,
  }
}

/** Appends one record after `last`, and a checkpoint where one is due. */
function append(writing: Writing, entry: Prepared, last: Link): Link & { recordId: string } {
  const { key, keyId } = currentKey('audit-chain')
  const at = new Date()
  const recordId = randomUUID()
  const id = last.id + 1
  const row = {
    ...entry,
    id,
    recordId,
    at,
    bootId: bootId(),
    monoMs: monotonicMs(),
    keyId,
    prevMac: last.mac,
  }
  const mac = chainMac(row, key)
  const stored: Record<string, unknown> = { ...row, at: storedTime(at), mac }
  writing.statement(INSERT).run(COLUMNS.map((column) => stored[column] ?? null))
  checkpointWhenDue(writing, id)
  return { id, mac, at, recordId }
}

/** The policy is read every tenth record only, which its values are multiples of. */
function checkpointWhenDue(writing: Writing, id: number): void {
  if (id % 10 !== 0) return
  const { checkpointEvery } = policyWhileWriting(audit.policies.audit, writing)
  if (id % checkpointEvery === 0) checkpointWhileWriting(writing, 'periodic')
}

/** The first record after an accepted loss: it follows from what is left, and says what is missing and who accepted it. */
function appendAcceptance(writing: Writing, { id, accepted }: Height, last: End): Link {
  if (!accepted) return last
  const { event, fault, reason, name, backupAt, upToId, replayed } = accepted
  const height = Math.max(id, last.id)
  const told = { fault, reason, name, upToId, height, lost: height - upToId, replayed }
  const detail = backupAt === null ? told : { ...told, backupAt }
  const entry = prepareEntry({ event: auditEvents[event], outcome: 'ok', actor: null, detail })
  return append(writing, entry, { ...last, id: height })
}

/** The policy is read only where a record is much later than the one before. */
function clockAtAfter(writing: Writing, height: Height, at: Date): Date {
  const clockAt = new Date(height.clockAt)
  if (clockState(at, clockAt, 1) !== 'ahead') return clockAfter(clockAt, at, 1)
  return clockAfter(clockAt, at, policyWhileWriting(audit.policies.audit, writing).clockAheadDays)
}

/**
 * Appends one record in a transaction, without a pause in which anything could come between the end of the trail and what
 * follows it. A loss that was accepted, and a clock that was set since the last record, are recorded before it. Throws
 * AppError `audit_unavailable` while the file of the trail is not to be relied on, `trail_cut` while it lacks records or is
 * another one.
 */
export function appendRecord(writing: Writing, entry: Prepared, height: Height | null): Appended {
  const fault = trailFault()
  if (fault) throw new AppError(isHeightFault(fault) ? 'trail_cut' : 'audit_unavailable')
  const end = lastLink(writing)
  if (height && end.storedId < (height.accepted?.upToId ?? height.id)) throw new AppError('trail_cut')
  // Only the first record after an accepted loss finds the trail at its accepted end.
  const waits = height?.accepted?.upToId === end.storedId
  let last: Link = waits ? appendAcceptance(writing, height, end) : end
  const jumpMs = clockJump(end.at)
  if (jumpMs !== null) {
    const event = auditEvents['system.clock_jumped']
    last = append(writing, prepareEntry({ event, outcome: 'ok', actor: null, detail: { jumpMs } }), last)
  }
  const { id, mac, at, recordId } = append(writing, entry, last)
  if (!height || !at) return { recordId, mark: null }
  const clockAt = clockAtAfter(writing, height, at).toISOString()
  return { recordId, mark: { id, mac, clockAt, accepted: null } }
}

/** Appends the record of an accepted loss where it waits for one. Returns the mark after it, or null. */
export function appendWaitingAcceptance(writing: Writing, height: Height | null): Height | null {
  const end = lastLink(writing)
  if (height?.accepted?.upToId !== end.storedId) return null
  const { id, mac } = appendAcceptance(writing, height, end)
  return { ...height, id, mac, accepted: null }
}
