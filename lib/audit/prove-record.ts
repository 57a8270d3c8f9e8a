import 'server-only'
import type { z } from 'zod'
import { chainMac, GENESIS_MAC } from '@/lib/audit/chain-mac'
import type { checkpointSchema, recordProofOutput } from '@/lib/audit/contract'
import { keyById, publicKey } from '@/lib/audit/keys'
import { toAuditRecord } from '@/lib/audit/record-columns'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { signatureHolds } from '@/scripts/audit-format.mjs'

type Proof = z.infer<typeof recordProofOutput>['proof']

/** The mac that record `id` must name as its predecessor's. */
async function macBefore(id: number): Promise<string | null> {
  const client = await db()
  if (id === 1) return GENESIS_MAC
  const before = await client.auditEvent.findUnique({ where: { id: id - 1 }, select: { mac: true } })
  if (before) return before.mac
  const tombstone = await client.auditTombstone.findUnique({ where: { upToId: id - 1 } })
  return tombstone?.lastMac ?? null
}

async function coveringCheckpoint(id: number): Promise<Proof['checkpoint']> {
  const row = await (
    await db()
  ).auditCheckpoint.findFirst({ where: { upToId: { gte: id } }, orderBy: { upToId: 'asc' } })
  if (!row) return null
  const checkpoint = { ...row, at: row.at.toISOString() } as z.infer<typeof checkpointSchema>
  return { ...checkpoint, holds: signatureHolds('checkpoint', checkpoint, publicKey().pem) }
}

/**
 * A record with what can be checked about it on the spot: its own mac, its link to the record before and from the one
 * after, and the first signed checkpoint that covers it. Throws AppError `not_found`.
 */
export async function proveRecord(id: number): Promise<z.infer<typeof recordProofOutput>> {
  const client = await db()
  const row = await client.auditEvent.findUnique({ where: { id } })
  if (!row) throw new AppError('not_found')
  const key = keyById('audit-chain', row.keyId)
  const next = await client.auditEvent.findUnique({ where: { id: id + 1 }, select: { prevMac: true } })
  const proof = {
    own: key !== null && chainMac(row, key.key) === row.mac,
    previous: (await macBefore(id)) === row.prevMac,
    next: next ? next.prevMac === row.mac : null,
    checkpoint: await coveringCheckpoint(id),
  }
  return { record: toAuditRecord(row), proof }
}
