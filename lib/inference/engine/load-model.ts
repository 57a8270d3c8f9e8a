import 'server-only'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import {
  getLlama,
  InsufficientMemoryError,
  LlamaLogLevel,
  type Llama,
  type LlamaContextSequence,
  type LlamaModel,
} from 'node-llama-cpp'
import { env, statePath } from '@/lib/config/env'
import type { EngineStatus } from '@/lib/inference/contract'
import { genericProfile, parseManifest, type ModelProfile } from '@/lib/inference/engine/manifest'
import { checkModel, type ModelCheck } from '@/scripts/check-model.mjs'

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
  /** One per slot, taken once and in order: the batch planner of llama.cpp needs rising ids. */
  sequences: LlamaContextSequence[]
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
    const slots = env().MAX_PARALLEL
    const context = await model.createContext({
      contextSize: contextTokens,
      sequences: slots,
      batchSize: 512,
      swaFullCache: true,
    })
    const refuseShift = () => {
      throw new Error('context is full')
    }
    const sequences = Array.from({ length: slots }, () =>
      context.getSequence({ contextShift: { strategy: refuseShift } }),
    )
    return { llama, model, sequences, profile, sha256: combinedHash(check), contextTokens, cpuThreads }
  } catch (error) {
    if (error instanceof LoadError) throw error
    throw new LoadError(error instanceof InsufficientMemoryError ? 'out_of_memory' : 'load_failed', {
      cause: error,
    })
  }
}
