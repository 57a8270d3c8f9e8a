import 'server-only'
import { publicKey, signStatement } from '@/lib/audit/keys'
import { storedTime } from '@/lib/audit/stored-time'
import { writingIn, type Tx } from '@/lib/db/client'
import type { Writing } from '@/lib/db/writing'

const INSERT = `INSERT INTO AuditCheckpoint (kind, upToId, records, lastMac, at, keyId, signature)
  VALUES (@kind, @upToId, @records, @lastMac, @at, @keyId, @signature)`

export type CheckpointKind = 'start' | 'stop' | 'periodic' | 'export' | 'retention' | 'key_rotation'

/**
 * Signs a statement about everything up to the newest record, inside the transaction: how many records were ever written
 * and the mac of the last. Returns it, or null while the trail is empty.
 */
export function checkpointWhileWriting(writing: Writing, kind: CheckpointKind) {
  const last = writing.statement('SELECT id, mac FROM AuditEvent ORDER BY id DESC LIMIT 1').get() as
    | { id: number; mac: string }
    | undefined
  if (!last) return null
  const at = new Date()
  const statement = {
    kind,
    upToId: last.id,
    records: last.id,
    lastMac: last.mac,
    at,
    keyId: publicKey().keyId,
  }
  const signature = signStatement('checkpoint', statement)
  const { lastInsertRowid } = writing.statement(INSERT).run({ ...statement, at: storedTime(at), signature })
  return { id: Number(lastInsertRowid), ...statement, signature }
}

/** The same inside a transaction of the client. */
export const writeCheckpoint = (tx: Tx, kind: CheckpointKind) => checkpointWhileWriting(writingIn(tx), kind)
