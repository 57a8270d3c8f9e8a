import 'server-only'
import path from 'node:path'
import type { z } from 'zod'
import { operationsEvents } from '@/lib/operations/events'
import { operations } from '@/lib/operations/feature'
import type { changeModelInput, listModelsOutput } from '@/lib/operations/models/contract'
import { recordAlone } from '@/lib/audit/record-event'
import type { Actor } from '@/lib/shared/actor'
import { env, statePath } from '@/lib/config/env'
import { AppError } from '@/lib/errors/app-error'
import { engine, swappableEngine } from '@/lib/inference/generate'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { processSingleton } from '@/lib/shared/process-singleton'
import { checkModel, readChoice, writeChoice } from '@/lib/inference/models/check-model'
import { listModels } from '@/lib/inference/models/list-models'

type LastChange = z.infer<typeof listModelsOutput>['last']
interface Change {
  host: NonNullable<ReturnType<typeof swappableEngine>>
  actor: Actor
  requestId: string
  file: string
  drainMs: number
}

const memory = () => processSingleton('last-model-change', (): { last: LastChange } => ({ last: null }))

/** What the last change since the start came to; null when there was none. */
export function lastModelChange(): LastChange {
  return memory().last
}

/** True when the files of the model are there and, where a catalogue lists them, unchanged. */
async function isWhole(file: string): Promise<boolean> {
  const modelPath = path.join('models', file)
  return (await checkModel({ root: process.cwd(), modelPath, stateDir: statePath() })).ok
}

async function carryOut({ host, actor, requestId, file, drainMs }: Change): Promise<void> {
  const stateDir = statePath()
  const before = engine().status().model.sha256
  const former = readChoice(stateDir)
  const result = (await isWhole(file))
    ? await host.swap({
        choose: (other) => {
          writeChoice(stateDir, other ? file : former)
        },
        drainMs,
      })
    : ('altered' as const)
  memory().last = { file, result }
  const { sha256: after } = engine().status().model
  const detail = { file, result, before, after }
  const outcome = result === 'changed' ? 'ok' : 'failed'
  await recordAlone({ event: operationsEvents['model.changed'], outcome, actor, requestId, detail })
}

/**
 * Starts changing the model; it goes on in the background, and `readModels` tells how it stands. Running answers may
 * end within `drainSeconds`. The new model stays after a restart; one that cannot be loaded gives way to the former.
 * Throws AppError `model_fixed`, `not_found` for a file that is not a model, or `conflict` while another change runs.
 */
export async function changeModel(
  { file, drainSeconds }: z.infer<typeof changeModelInput>,
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<void> {
  const host = swappableEngine()
  if (!host || env().MODEL_PATH !== undefined) throw new AppError(operations.errors.model_fixed)
  const listed = await listModels({ root: process.cwd(), stateDir: statePath() })
  if (!listed.some((model) => model.file === file)) throw new AppError('not_found')
  if (host.swapState().phase !== 'idle') throw new AppError('conflict')
  const detail = { file, result: 'requested' as const }
  await recordAlone({ event: operationsEvents['model.changed'], outcome: 'ok', actor, requestId, detail })
  carryOut({ host, actor, requestId, file, drainMs: drainSeconds * 1000 }).catch((error: unknown) => {
    logger.error('the model could not be changed', {
      component: 'operations',
      requestId,
      ...faultFields(error),
    })
  })
}
