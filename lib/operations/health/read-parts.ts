import 'server-only'
import { mirrorState } from '@/lib/audit/mirror'
import { trailFault } from '@/lib/audit/watch-trail'
import { directoryAnswers } from '@/lib/auth/directory/directory-answers'
import { databaseAnswers } from '@/lib/db/database-answers'
import { diskTakesWrites } from '@/lib/db/disk-takes-writes'
import { env, statePath } from '@/lib/config/env'
import { engine } from '@/lib/inference/generate'
import { modelIsThere } from '@/lib/inference/models/check-model'
import type { PartOfHealth } from '@/lib/operations/contract'

/** A mirror that lacks more records than a round of it brings is behind. */
const MIRROR_BEHIND = 1000

function enginePart(): PartOfHealth {
  const { state, gpu, notices, failure } = engine().status()
  if (state === 'loading') return { part: 'engine', state: 'failed', reason: 'loading' }
  if (state !== 'ready') return { part: 'engine', state: 'failed', reason: failure ?? state }
  if (notices.some(({ code }) => code === 'stalled')) {
    return { part: 'engine', state: 'degraded', reason: 'stalled' }
  }
  // The model lies in memory, and answers go on; the next start would not find it.
  const { ENGINE, MODEL_PATH: modelPath } = env()
  const place = { root: process.cwd(), modelPath, stateDir: statePath() }
  if (ENGINE !== 'remote' && !modelIsThere(place)) {
    return { part: 'engine', state: 'degraded', reason: 'model_file_gone' }
  }
  return gpu.ok
    ? { part: 'engine', state: 'ok', reason: null }
    : { part: 'engine', state: 'degraded', reason: 'gpu_missing' }
}

async function mirrorPart(): Promise<PartOfHealth> {
  const { on, behind, failing } = await mirrorState().catch(() => ({ on: true, behind: 0, failing: true }))
  const late = on && (failing || behind > MIRROR_BEHIND)
  return { part: 'mirror', state: late ? 'degraded' : 'ok', reason: late ? 'behind' : null }
}

const partOf = (
  part: PartOfHealth['part'],
  well: boolean,
  [state, reason]: readonly ['degraded' | 'failed', string],
): PartOfHealth => ({ part, state: well ? 'ok' : state, reason: well ? null : reason })

/**
 * What the portal needs, part by part: `failed` while nothing can be asked without it, `degraded` while people who are signed in
 * can go on. Answers of disk, database and directory are at most some seconds old. Never throws.
 */
export async function readParts(): Promise<PartOfHealth[]> {
  const trail = trailFault()
  return [
    { part: 'trail', state: trail ? 'failed' : 'ok', reason: trail },
    partOf('disk', await diskTakesWrites(), ['failed', 'full_or_read_only']),
    partOf('database', await databaseAnswers(), ['failed', 'does_not_answer']),
    enginePart(),
    partOf('directory', await directoryAnswers(), ['degraded', 'does_not_answer']),
    await mirrorPart(),
  ]
}
