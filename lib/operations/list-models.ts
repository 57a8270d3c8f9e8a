import 'server-only'
import type { z } from 'zod'
import { lastModelChange } from '@/lib/operations/change-model'
import type { listModelsOutput } from '@/lib/operations/models/contract'
import { env, statePath } from '@/lib/config/env'
import { swappableEngine } from '@/lib/inference/generate'
import { checkModel } from '@/lib/inference/models/check-model'
import { listModels } from '@/lib/inference/models/list-models'

/** The models in the models folder, the one in use, and where a change stands. */
export async function readModels(): Promise<z.infer<typeof listModelsOutput>> {
  const root = process.cwd()
  const { MODEL_PATH: modelPath } = env()
  const host = swappableEngine()
  const used = host ? await checkModel({ root, modelPath, stateDir: statePath() }) : null
  const inUse = used?.files[0]?.path
  return {
    models: (await listModels({ root, stateDir: statePath() })).map(
      ({ file, name, standing, sizeBytes }) => ({
        ...{ file, name, standing, sizeBytes },
        inUse: inUse?.endsWith(`/models/${file}`) ?? false,
      }),
    ),
    fixed: host === null ? 'remote' : modelPath === undefined ? null : 'model_path',
    phase: host?.swapState().phase ?? 'idle',
    last: lastModelChange(),
  }
}
