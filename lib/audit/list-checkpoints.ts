import 'server-only'
import type { z } from 'zod'
import type { listCheckpointsOutput } from '@/lib/audit/contract'
import { readClock } from '@/lib/audit/check-clock'
import { knownHeight } from '@/lib/audit/keep-height'
import { publicKey } from '@/lib/audit/keys'
import { mirrorState } from '@/lib/audit/mirror'
import { db } from '@/lib/db/client'

const NEWEST = 100

/** The newest signed checkpoints, the key to check them with, and how the mirror and the mark of the trail fare. */
export async function listCheckpoints(): Promise<z.input<typeof listCheckpointsOutput>> {
  const rows = await (await db()).auditCheckpoint.findMany({ orderBy: { id: 'desc' }, take: NEWEST })
  const { pem, keyId } = publicKey()
  const checkpoints = rows.map((row) => ({ ...row, at: row.at.toISOString() }))
  type Checkpoint = z.input<typeof listCheckpointsOutput>['checkpoints'][number]
  const height = { id: (await knownHeight())?.id ?? null, clock: await readClock() }
  const mirror = await mirrorState()
  return { publicKey: pem, keyId, checkpoints: checkpoints as Checkpoint[], mirror, height }
}
