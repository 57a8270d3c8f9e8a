import 'server-only'
import type { z } from 'zod'
import { chainMac } from '@/lib/audit/chain-mac'
import { GENESIS_MAC } from '@/lib/audit/audit-format'
import type { checkpointSchema, recordProofOutput } from '@/lib/audit/contract'
import { keyById, portalKeys } from '@/lib/audit/keys'
import { describeRecord } from '@/lib/audit/describe-record'
import { toAuditRecord } from '@/lib/audit/record-columns'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { endBeforeGap, signedByOneOf } from '@/lib/audit/audit-format'

type Proof = z.infer<typeof recordProofOutput>['proof']

/** The mac that a record must name as its predecessor's; after an accepted loss that is the last record left. */
async function macBefore(record: {
  id: number
  event: string
  detail: string | null
}): Promise<string | null> {
  const client = await db()
  const beforeId = endBeforeGap(record) ?? record.id - 1
  if (beforeId === 0) return GENESIS_MAC
  const before = await client.auditEvent.findUnique({ where: { id: beforeId }, select: { mac: true } })
  if (before) return before.mac
  const tombstone = await client.auditTombstone.findUnique({ where: { upToId: beforeId } })
  return tombstone?.lastMac ?? null
}

async function coveringCheckpoint(id: number): Promise<Proof['checkpoint']> {
  const row = await (
    await db()
  ).auditCheckpoint.findFirst({ where: { upToId: { gte: id } }, orderBy: { upToId: 'asc' } })
  if (!row) return null
  const checkpoint = { ...row, at: row.at.toISOString() } as z.infer<typeof checkpointSchema>
  return { ...checkpoint, holds: signedByOneOf('checkpoint', checkpoint, portalKeys()) }
}

/**
 * A record with what can be checked about it on the spot: its own mac, its link to the record before and from the one
 * after, and the first signed checkpoint that covers it; with the names of whom it is about. Throws AppError `not_found`.
 */
export async function proveRecord(id: number): Promise<z.infer<typeof recordProofOutput>> {
  const client = await db()
  const row = await client.auditEvent.findUnique({ where: { id } })
  if (!row) throw new AppError('not_found')
  const key = keyById('audit-chain', row.keyId)
  const next = await client.auditEvent.findUnique({ where: { id: id + 1 }, select: { prevMac: true } })
  const proof = {
    own: key !== null && chainMac(row, key.key) === row.mac,
    previous: (await macBefore(row)) === row.prevMac,
    next: next ? next.prevMac === row.mac : null,
    checkpoint: await coveringCheckpoint(id),
  }
  return { record: toAuditRecord(row), proof, ...(await describeRecord(row)) }
}
