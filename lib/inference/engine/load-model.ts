import 'server-only'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import { getLlama, InsufficientMemoryError, LlamaLogLevel, type Llama, type LlamaModel } from 'node-llama-cpp'
import { env, statePath } from '@/lib/config/env'
import type { EngineStatus } from '@/lib/inference/contract'
import { genericProfile, parseManifest, type ModelProfile } from '@/lib/inference/engine/manifest'
import { SequenceSlot } from '@/lib/inference/engine/sequence-slot'
import { StepPlanner } from '@/lib/inference/engine/step-planner'
import { checkModel, type ModelCheck } from '@/scripts/check-model.mjs'

/** Most tokens of a step. A larger one makes the cache of every sequence larger. */
const BATCH = 512
/** Prompt tokens read at a time on a CPU, where they take long: what a stop has to wait for. */
const CPU_CHUNK = 64

export type LoadFailure = NonNullable<EngineStatus['failure']>

/** Why the model could not be loaded, as a code for the status line. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
  constructor(
    readonly failure: LoadFailure,
    options?: ErrorOptions,
  ) {
    super(failure, options)
  }
}

export interface LoadedModel {
  llama: Llama
  model: LlamaModel
  planner: StepPlanner
  /** One sequence each, taken once and in order: the number of a slot is that of its sequence. */
  slots: SequenceSlot[]
  vocabularySize: number
  /** What model and context were reckoned to take, MiB. */
  memory: { modelMiB: number; contextMiB: number }
  profile: ModelProfile
  /** SHA-256 of the file, or of the shards' hashes joined when there are several. */
  sha256: string
  /** Tokens per sequence. */
  contextTokens: number
  cpuThreads: number
}

function profileOf(check: ModelCheck): ModelProfile {
  const listed = parseManifest(readFileSync(path.resolve('models/manifest.json'), 'utf8'))
  const found = listed.find((profile) => profile.id === check.manifestId)
  return found ?? { ...genericProfile(check.name), files: [] }
}

function combinedHash({ files }: ModelCheck): string {
  const [first, ...rest] = files.map((file) => file.sha256)
  if (first && rest.length === 0) return first
  return createHash('sha256')
    .update([first, ...rest].join(''))
    .digest('hex')
}

/** Threads for CPU work: physical cores, assuming two threads a core above four processors, else every processor. */
function defaultThreads(): number {
  const logical = cpus().length
  return logical > 4 ? Math.floor(logical / 2) : logical
}

async function openLlama(cpuThreads: number): Promise<Llama> {
  const { GPU } = env()
  const options = {
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.disabled,
    maxThreads: cpuThreads,
  } as const
  if (GPU !== 'off') {
    try {
      return await getLlama({ ...options, gpu: 'cuda' })
    } catch {
      // No usable CUDA device or libraries: the CPU serves, and the status says so.
    }
  }
  return getLlama({ ...options, gpu: false })
}

/** Checks the files, loads the model and takes all its sequences. Throws LoadError. */
export async function loadModel(): Promise<LoadedModel> {
  const check = await checkModel({ root: process.cwd(), modelPath: env().MODEL_PATH, stateDir: statePath() })
  const file = check.files[0]?.path
  if (check.reason || !file) throw new LoadError(check.reason ?? 'model_missing')
  const profile = profileOf(check)
  const cpuThreads = env().CPU_THREADS ?? defaultThreads()
  try {
    const llama = await openLlama(cpuThreads)
    const model = await llama.loadModel({ modelPath: file, gpuLayers: llama.gpu === false ? 0 : 'max' })
    const architecture: string = model.fileInfo.metadata.general.architecture
    if (architecture !== 'gemma3') {
      throw new LoadError('model_unsupported')
    }
    const contextTokens = Math.min(env().CONTEXT_TOKENS ?? profile.contextTokens, model.trainContextSize)
    const planner = new StepPlanner(BATCH, llama.gpu === false ? CPU_CHUNK : BATCH)
    const context = await model.createContext({
      contextSize: contextTokens,
      sequences: env().MAX_PARALLEL,
      batchSize: BATCH,
      swaFullCache: true,
      batching: { itemPrioritizationStrategy: planner.strategy },
    })
    const refuseShift = () => {
      throw new Error('context is full')
    }
    const slots = Array.from({ length: env().MAX_PARALLEL }, (_, index) => {
      const sequence = context.getSequence({ contextShift: { strategy: refuseShift } })
      return new SequenceSlot(index, sequence, planner)
    })
    return {
      llama,
      model,
      planner,
      slots,
      profile,
      vocabularySize: model.fileInfo.metadata.tokenizer.ggml.tokens.length,
      sha256: combinedHash(check),
      contextTokens,
      cpuThreads,
      memory: { modelMiB: 0, contextMiB: 0 },
    }
  } catch (error) {
    if (error instanceof LoadError) throw error
    throw new LoadError(error instanceof InsufficientMemoryError ? 'out_of_memory' : 'load_failed', {
      cause: error,
    })
  }
}
