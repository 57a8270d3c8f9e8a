import 'server-only'
import type { z } from 'zod'
import type { healthOutput } from '@/lib/admin/contract'
import { trailFault } from '@/lib/audit/watch-trail'
import { db } from '@/lib/db/client'
import { engine } from '@/lib/inference/generate'

const WORDS = { loading: 'loading', failed: 'failed', stopped: 'failed' } as const

/**
 * One word: `failed` while the model or the audit trail is, for nothing can be asked then; `degraded` when the model is ready
 * but the database or the GPU that was asked for is not.
 */
export async function readHealth(): Promise<z.infer<typeof healthOutput>> {
  if (trailFault()) return { status: 'failed' }
  const { state, gpu, notices } = engine().status()
  if (state !== 'ready') return { status: WORDS[state] }
  const database = await db()
    .then(
      async (client) => client.department.count().then(() => true),
      () => false,
    )
    .catch(() => false)
  return {
    status: database && gpu.ok && !notices.some(({ code }) => code === 'stalled') ? 'ready' : 'degraded',
  }
}
