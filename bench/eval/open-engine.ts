import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { env } from '@/lib/config/env'
import type { Engine } from '@/lib/inference/contract'
import { LlamaEngine } from '@/lib/inference/engine/llama-engine'
import { RemoteEngine } from '@/lib/inference/remote/remote-engine'
import type { ModelSettings } from '@/lib/release/contract'

interface Listed {
  models: { id: string; files: { path: string }[] }[]
}

/** The file of a model by its id in the portal's list of models, or by its path. Throws an Error that names what there is. */
function modelFile(model: string): string {
  if (/\.gguf$/i.test(model) && existsSync(model)) return path.resolve(model)
  const { models } = JSON.parse(readFileSync(path.resolve('models/catalogue.json'), 'utf8')) as Listed
  const file = models.find(({ id }) => id === model)?.files[0]?.path
  if (file === undefined) {
    throw new Error(
      `there is no model ${model}; known: ${models.map(({ id }) => id).join(', ')}, or a .gguf file`,
    )
  }
  return path.resolve('models', file)
}

/** Sets what differs from serving people. Call it before anything reads the configuration. Throws as `modelFile`. */
export function configure(model: string | null): void {
  if (model !== null) process.env['MODEL_PATH'] = modelFile(model)
  // One case at a time: what shares a step with another answer is not exactly repeatable.
  process.env['MAX_PARALLEL'] = '1'
  // Nobody waits for an answer here: a slow step of a busy machine is no fault.
  process.env['WATCHDOG_SECONDS'] ??= '600'
  process.env['LOG_LEVEL'] ??= 'error'
}

/**
 * The engine that doctors' questions go to, with the model loaded: in this process, or the hospital's servers with
 * ENGINE=remote. Throws an Error with the engine's own code when it cannot be used.
 */
export async function openEngine(): Promise<{ engine: Engine; settings: ModelSettings }> {
  const { ENGINE, ENGINE_ENDPOINTS_FILE } = env()
  if (ENGINE === 'remote' && ENGINE_ENDPOINTS_FILE === undefined) throw new Error('set ENGINE_ENDPOINTS_FILE')
  const engine =
    ENGINE === 'remote' && ENGINE_ENDPOINTS_FILE ? new RemoteEngine(ENGINE_ENDPOINTS_FILE) : new LlamaEngine()
  await engine.start()
  const { state, failure } = engine.status()
  const { settings } = engine
  if (state === 'ready' && settings) return { engine, settings }
  await engine.shutdown()
  throw new Error(`the model cannot be used: ${failure ?? state}`)
}
