import 'server-only'
import type { z } from 'zod'
import type { healthOutput } from '@/lib/operations/contract'
import { trailFault } from '@/lib/audit/watch-trail'
import { directoryAnswers } from '@/lib/auth/directory/directory-answers'
import { databaseAnswers } from '@/lib/db/database-answers'
import { diskTakesWrites } from '@/lib/db/disk-takes-writes'
import { engine } from '@/lib/inference/generate'

const WORDS = { loading: 'loading', failed: 'failed', stopped: 'failed' } as const

/**
 * One word: `failed` while the model, the audit trail or the disk of the state folder is, for nothing can be asked then;
 * `degraded` when the model is ready but the database is not, nor the GPU that was asked for, or the directory does not
 * answer, so that nobody can sign in.
 */
export async function readHealth(): Promise<z.infer<typeof healthOutput>> {
  if (trailFault() || !(await diskTakesWrites())) return { status: 'failed' }
  const { state, gpu, notices } = engine().status()
  if (state !== 'ready') return { status: WORDS[state] }
  const able = (await databaseAnswers()) && gpu.ok && !notices.some(({ code }) => code === 'stalled')
  return { status: able && (await directoryAnswers()) ? 'ready' : 'degraded' }
}
