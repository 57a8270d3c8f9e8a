import 'server-only'
import { publicKey, signStatement } from '@/lib/audit/keys'
import type { Tx } from '@/lib/db/client'

export type CheckpointKind = 'start' | 'stop' | 'periodic' | 'export' | 'retention' | 'key_rotation'

/**
 * Signs a statement about everything up to the newest record, inside the caller's transaction: how many records were
 * ever written and the mac of the last. Returns it, or null while the trail is empty.
 */
export async function writeCheckpoint(tx: Tx, kind: CheckpointKind) {
  const last = await tx.auditEvent.findFirst({ orderBy: { id: 'desc' }, select: { id: true, mac: true } })
  if (!last) return null
  const statement = {
    kind,
    upToId: last.id,
    records: last.id,
    lastMac: last.mac,
    at: new Date(),
    keyId: publicKey().keyId,
  }
  const signature = signStatement('checkpoint', statement)
  return tx.auditCheckpoint.create({ data: { ...statement, signature } })
}
