import 'server-only'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import {
  getLlama,
  LlamaLogLevel,
  readGgufFileInfo,
  type GgufFileInfo,
  type Llama,
  type LlamaModel,
} from 'node-llama-cpp'
import { env, statePath } from '@/lib/config/env'
import type { EngineNotice, EngineStatus } from '@/lib/inference/contract'
import { LoadError } from '@/lib/inference/engine/load-error'
import { genericProfile, parseCatalogue, type ModelProfile } from '@/lib/inference/engine/catalogue'
import { identify, type FileIdentity } from '@/lib/inference/engine/model-files'
import { detectFormat, speaks } from '@/lib/inference/engine/prompt/detect-format'
import { FORMATS } from '@/lib/inference/engine/prompt/prompt-format'
import { specialTokens, vocabularyOf, type Vocabulary } from '@/lib/inference/engine/prompt/vocabulary'
import { physicalCores } from '@/lib/inference/engine/physical-cores'
import { freeMemory, placeModel, type Placed, type Source } from '@/lib/inference/engine/place-model'
import { standingOf, type StandingOfModel } from '@/lib/inference/engine/read-standing'
import { threadCandidates } from '@/lib/inference/engine/tune-threads'
import { SequenceSlot } from '@/lib/inference/engine/sequence-slot'
import type { StepPlanner } from '@/lib/inference/engine/step-planner'
import { gpuNotices } from '@/lib/inference/gpu/gpu-notices'
import { readGpuReport } from '@/lib/inference/gpu/read-gpu-report'
import { checkModel, type ModelCheck } from '@/lib/inference/models/check-model'
import { combinedHash } from '@/lib/inference/models/model-files'

const MIB = 1024 * 1024

export interface LoadedModel {
  llama: Llama
  model: LlamaModel
  planner: StepPlanner
  /** One sequence each, taken once and in order: the number of a slot is that of its sequence. */
  slots: SequenceSlot[]
  vocabulary: Vocabulary
  /** What model and context were reckoned to take, MiB. */
  memory: { modelMiB: number; contextMiB: number }
  placement: NonNullable<EngineStatus['placement']>
  notices: EngineNotice[]
  /** The files as they were when they were loaded. */
  files: FileIdentity[]
  profile: ModelProfile
  /** What the model may be used for at the moment. */
  standing: () => StandingOfModel
  /** SHA-256 of the file, or of the shards' hashes joined when there are several. */
  sha256: string
  /** Tokens per sequence. */
  contextTokens: number
  cpuThreads: number
  /** Numbers of threads to try before the first question; one where it is set, and on a GPU. */
  candidates: readonly number[]
}

const catalogues = (): string[] =>
  [path.resolve('models/catalogue.json'), statePath('models.json')].filter((file) => existsSync(file))

/**
 * How to prompt this file: as its catalogue says, or, for a file that none knows, as its vocabulary and its chat template
 * say. Throws LoadError `model_unsupported` when it speaks no format the portal can write.
 */
function profileOf(check: ModelCheck, { metadata }: GgufFileInfo): ModelProfile {
  const special = specialTokens(metadata.tokenizer.ggml)
  const listed = catalogues().flatMap((file) => parseCatalogue(readFileSync(file, 'utf8')))
  const found = listed.find(({ id }) => id === check.catalogueId)
  if (found && speaks(special, FORMATS[found.promptFormat])) return found
  const { chat_template: template } = metadata.tokenizer
  const detected = found ? null : detectFormat(special, { template, name: metadata.general.name })
  if (!detected) throw new LoadError('model_unsupported', { code: 'model_unsupported', params: {} })
  return genericProfile(check.name, detected)
}

/** llama.cpp on the GPU or the CPU; null when there is no usable CUDA device or library. */
function openLlama(gpu: 'cuda' | false, maxThreads: number): Promise<Llama | null> {
  const options = { build: 'never', skipDownload: true, progressLogs: false } as const
  const opened = getLlama({ ...options, gpu, maxThreads, logLevel: LlamaLogLevel.disabled })
  return gpu === false ? opened : opened.catch(() => null)
}

function sequencesOf({ context, planner, layout }: Placed): SequenceSlot[] {
  const refuseShift = (): never => {
    throw new Error('context is full')
  }
  return Array.from({ length: layout.slots }, (_, index) => {
    const sequence = context.getSequence({ contextShift: { strategy: refuseShift } })
    return new SequenceSlot(index, sequence, planner)
  })
}

function asLoadError(error: unknown): LoadError {
  return error instanceof LoadError ? error : new LoadError('load_failed', null, { cause: error })
}

/** On the GPU, and where it does not fit there, on the CPU. Throws LoadError. */
async function place(source: Source, cpuThreads: number): Promise<{ llama: Llama; placed: Placed }> {
  let instead: EngineNotice[] = []
  for (const gpu of env().GPU === 'off' ? ([false] as const) : (['cuda', false] as const)) {
    const llama = await openLlama(gpu, cpuThreads)
    if (!llama) {
      instead = gpuNotices(await readGpuReport(), env().GPU === 'cuda')
      continue
    }
    try {
      const placed = await placeModel(llama, source)
      return { llama, placed: { ...placed, notices: [...instead, ...placed.notices] } }
    } catch (error) {
      await llama.dispose()
      const failure = asLoadError(error)
      if (gpu === false || failure.failure === 'model_unsupported') throw failure
      const numbers = failure.notice?.params
      instead = [numbers ? { code: 'cpu_instead', params: numbers } : { code: 'gpu_failed', params: {} }]
    }
  }
  throw new LoadError('load_failed')
}

/** Checks the files, loads the model where it fits and takes all its sequences. Throws LoadError. */
export async function loadModel(memory: Source['freeMemory'] = freeMemory): Promise<LoadedModel> {
  const check = await checkModel({ root: process.cwd(), modelPath: env().MODEL_PATH, stateDir: statePath() })
  const file = check.files[0]?.path
  if (check.reason || !file) throw new LoadError(check.reason ?? 'model_missing')
  const files = identify(check.files.map((one) => one.path))
  const asked = env().CPU_THREADS
  const tried = asked === undefined ? threadCandidates(physicalCores(), availableParallelism()) : [asked]
  const cpuThreads = Math.max(...tried)
  const sha256 = combinedHash(check.files.map((one) => one.sha256))
  try {
    const fileInfo = await readGgufFileInfo(file, { logWarnings: false })
    const profile = profileOf(check, fileInfo)
    const kvType = env().KV_TYPE ?? profile.kvType
    const { llama, placed } = await place({ fileInfo, file, profile, kvType, freeMemory: memory }, cpuThreads)
    const { model, planner, layout, totalLayers, reckoned } = placed
    const mib = (bytes: { vram: number; ram: number }) => Math.round((bytes.vram + bytes.ram) / MIB)
    return {
      llama,
      model,
      planner,
      slots: sequencesOf(placed),
      vocabulary: vocabularyOf(model),
      memory: { modelMiB: mib(reckoned.model), contextMiB: mib(reckoned.context) },
      placement: { slots: layout.slots, kvType, gpuLayers: layout.gpuLayers, totalLayers },
      notices: placed.notices,
      files,
      profile: llama.gpu === false ? { ...profile, budgets: profile.cpuBudgets ?? profile.budgets } : profile,
      standing: standingOf({ profile, sha256, kvType }),
      sha256,
      contextTokens: layout.contextTokens,
      cpuThreads,
      candidates: llama.gpu === false ? tried : [],
    }
  } catch (error) {
    throw asLoadError(error)
  }
}
