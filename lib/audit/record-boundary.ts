import 'server-only'
import { auditEvents } from '@/lib/audit/events'
import { knownHeight } from '@/lib/audit/keep-height'
import { currentKey, publicKey } from '@/lib/audit/keys'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { writeCheckpoint } from '@/lib/audit/write-checkpoint'
import { isPlainBeyondThisMachine } from '@/lib/config/env'
import type { Tx } from '@/lib/db/client'

/** The keys in use, each by its id; the secret of the session cookies among them. */
const keyIds = () => ({
  chainKey: currentKey('audit-chain').keyId,
  contentKey: currentKey('audit-content').keyId,
  sessionKey: currentKey('session').keyId,
  signingKey: publicKey().keyId,
})

/** Keys are changed while the portal is stopped; the first start after it says from which to which. */
async function recordKeyRotation(tx: Tx): Promise<void> {
  const started = await tx.auditEvent.findFirst({
    where: { event: 'system.started' },
    orderBy: { id: 'desc' },
  })
  const former = JSON.parse(started?.detail ?? '{}') as Partial<ReturnType<typeof keyIds>>
  const current = keyIds()
  const changed = (Object.keys(current) as (keyof typeof current)[]).filter(
    (name) => former[name] !== undefined && former[name] !== current[name],
  )
  if (changed.length === 0) return
  const detail = {
    before: changed.map((name) => `${name}=${former[name] ?? ''}`),
    after: changed.map((name) => `${name}=${current[name]}`),
  }
  await recordEvent(tx, { event: auditEvents['audit.key_rotated'], outcome: 'ok', actor: null, detail })
  writeCheckpoint(tx, 'key_rotation')
}

/**
 * Records the start of the portal with the ids of its keys and the mark it found, a change of keys before it, and a
 * checkpoint over both. From then on a database without its mark is a fault.
 */
export function recordStart(): Promise<void> {
  return inAuditedTransaction(async (tx) => {
    await recordKeyRotation(tx)
    const height = (await knownHeight())?.id ?? null
    const detail = { ...keyIds(), plainHttp: isPlainBeyondThisMachine(), height }
    await recordEvent(tx, { event: auditEvents['system.started'], outcome: 'ok', actor: null, detail })
    writeCheckpoint(tx, 'start')
  })
}

/** Records the stop of the portal, with a checkpoint over everything before it. */
export function recordStop(): Promise<void> {
  return inAuditedTransaction(async (tx) => {
    await recordEvent(tx, { event: auditEvents['system.stopped'], outcome: 'ok', actor: null })
    writeCheckpoint(tx, 'stop')
  })
}
