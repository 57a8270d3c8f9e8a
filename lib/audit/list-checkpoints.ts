import 'server-only'
import type { z } from 'zod'
import type { listCheckpointsOutput } from '@/lib/audit/contract'
import { publicKey } from '@/lib/audit/keys'
import { mirrorState } from '@/lib/audit/mirror'
import { db } from '@/lib/db/client'

const NEWEST = 100

/** The newest signed checkpoints, the key to check them with, and how the mirror of the trail fares. */
export async function listCheckpoints(): Promise<z.input<typeof listCheckpointsOutput>> {
  const rows = await (await db()).auditCheckpoint.findMany({ orderBy: { id: 'desc' }, take: NEWEST })
  const { pem, keyId } = publicKey()
  const checkpoints = rows.map((row) => ({ ...row, at: row.at.toISOString() }))
  type Checkpoint = z.input<typeof listCheckpointsOutput>['checkpoints'][number]
  return { publicKey: pem, keyId, checkpoints: checkpoints as Checkpoint[], mirror: await mirrorState() }
}
