import 'server-only'
import {
  GgmlType,
  GgufInsights,
  type GgufFileInfo,
  type Llama,
  type LlamaContext,
  type LlamaModel,
} from 'node-llama-cpp'
import { env } from '@/lib/config/env'
import type { EngineNotice } from '@/lib/inference/contract'
import { LoadError } from '@/lib/inference/engine/load-error'
import type { ModelProfile } from '@/lib/inference/engine/catalogue'
import { planBudgets } from '@/lib/inference/engine/plan-budgets'
import {
  attemptsOf,
  contextsToTry,
  gib,
  layoutsThatFit,
  layoutsToTry,
  usable,
  type Geometry,
  type Memory,
} from '@/lib/inference/engine/plan-memory'
import { StepPlanner } from '@/lib/inference/engine/step-planner'

/** Most tokens of a step. A larger one makes the cache of every sequence larger. */
const BATCH = 512
/** Prompt tokens read at a time on a CPU, where they take long: what a stop has to wait for. */
const CPU_CHUNK = 128
/** A longer context is not chosen on a CPU without being asked for: reading it would take minutes. */
const CPU_CONTEXT_MOST = 8192

export interface Placed {
  model: LlamaModel
  context: LlamaContext
  planner: StepPlanner
  layout: Geometry
  totalLayers: number
  /** What model and context were reckoned to take, bytes. */
  reckoned: { model: Memory; context: Memory }
  notices: EngineNotice[]
}

export interface Source {
  file: string
  fileInfo: GgufFileInfo
  profile: ModelProfile
  kvType: ModelProfile['kvType']
  /** Free memory in bytes, of the GPU and of the machine. */
  freeMemory: (llama: Llama) => Promise<Memory>
}

export async function freeMemory(llama: Llama): Promise<Memory> {
  const vram = llama.gpu === false ? 0 : (await llama.getVramState()).free
  return { vram, ram: process.availableMemory() }
}

const sum = (a: Memory, b: Memory): Memory => ({ vram: a.vram + b.vram, ram: a.ram + b.ram })

/** What the file's own metadata says that it takes, by llama.cpp's simulation without allocation. */
class Reckoner {
  private constructor(
    readonly insights: GgufInsights,
    private readonly source: Source,
  ) {}

  static async of(source: Source, llama: Llama): Promise<Reckoner> {
    return new Reckoner(await GgufInsights.from(source.fileInfo, llama), source)
  }

  async model(gpuLayers: number): Promise<Memory> {
    const { gpuVram, cpuRam } = await this.insights.estimateModelResourceRequirementsV2({ gpuLayers })
    return { vram: gpuVram, ram: cpuRam }
  }

  async context({ gpuLayers, contextTokens, slots }: Geometry): Promise<Memory> {
    const { kvType, profile } = this.source
    const type = kvType === 'q8_0' ? GgmlType.Q8_0 : GgmlType.F16
    const { gpuVram, cpuRam } = await this.insights.estimateContextResourceRequirementsV2({
      contextSize: contextTokens,
      sequences: slots,
      batchSize: BATCH,
      modelGpuLayers: gpuLayers,
      swaFullCache: true,
      flashAttention: profile.flashAttention,
      kvCacheKeyType: type,
      kvCacheValueType: type,
    })
    return { vram: gpuVram, ram: cpuRam }
  }

  estimate = async (layout: Geometry): Promise<Memory> =>
    sum(await this.model(layout.gpuLayers), await this.context(layout))
}

function wishFor({ insights }: Reckoner, { profile }: Source, onGpu: boolean) {
  const trained = insights.trainContextSize ?? profile.contextTokens
  const most = onGpu ? profile.contextTokens : Math.min(profile.contextTokens, CPU_CONTEXT_MOST)
  const { reserved } = planBudgets(profile.budgets, undefined, most)
  const contexts = contextsToTry({ asked: env().CONTEXT_TOKENS ?? null, trained, most, reserved })
  return { layers: onGpu ? insights.totalLayers : 0, contexts, slots: env().MAX_PARALLEL }
}

/** The sentence for when nothing fits: numbers, and the context that would fit, 0 when none would. */
async function nothingFits(reckoner: Reckoner, need: Memory, free: Memory): Promise<EngineNotice> {
  const onGpu = need.vram > 0
  const contexts = [32_768, 16_384, 8192, 4096, 2048]
  const layers = onGpu ? reckoner.insights.totalLayers : 0
  const smaller = layoutsToTry({ layers, contexts, slots: 1 })
  const { fitting } = await layoutsThatFit(smaller, free, reckoner)
  const contextTokens = Math.max(0, ...fitting.map((layout) => layout.contextTokens))
  const needGiB = gib(onGpu ? need.vram : need.ram)
  const freeGiB = gib(onGpu ? free.vram : free.ram)
  return { code: 'out_of_memory', params: { needGiB, freeGiB, contextTokens } }
}

function noticesOf(layout: Geometry, totalLayers: number): EngineNotice[] {
  const { gpuLayers: layers, slots } = layout
  const asked = env().MAX_PARALLEL
  return [
    ...(layers > 0 && layers < totalLayers
      ? [{ code: 'fewer_layers' as const, params: { layers, total: totalLayers } }]
      : []),
    ...(slots < asked ? [{ code: 'fewer_slots' as const, params: { slots, asked } }] : []),
  ]
}

async function load(llama: Llama, { file, profile, kvType }: Source, layout: Geometry) {
  const onGpu = llama.gpu !== false
  const model = await llama.loadModel({ modelPath: file, gpuLayers: layout.gpuLayers })
  try {
    const planner = new StepPlanner(BATCH, onGpu ? BATCH : CPU_CHUNK)
    const type = kvType === 'q8_0' ? ('Q8_0' as const) : ('F16' as const)
    const context = await model.createContext({
      contextSize: layout.contextTokens,
      sequences: layout.slots,
      batchSize: BATCH,
      swaFullCache: true,
      flashAttention: profile.flashAttention,
      // oxlint-disable-next-line typescript/no-deprecated -- marked so as experimental; we chose and measured the type
      experimentalKvCacheKeyType: type,
      // oxlint-disable-next-line typescript/no-deprecated -- as above
      experimentalKvCacheValueType: type,
      // A geometry that was reckoned to fit, or a clear error and the next one: never a smaller context by itself.
      failedCreationRemedy: false,
      batching: { itemPrioritizationStrategy: planner.strategy },
    })
    return { model, context, planner }
  } catch (error) {
    await model.dispose()
    throw error
  }
}

/**
 * Loads the model in the best layout that fits what is free, or the next one where it does not fit after all. Throws
 * LoadError `out_of_memory` or `load_failed`.
 */
export async function placeModel(llama: Llama, source: Source): Promise<Placed> {
  const reckoner = await Reckoner.of(source, llama)
  const { insights } = reckoner
  const onGpu = llama.gpu !== false
  const layouts = layoutsToTry(wishFor(reckoner, source, onGpu))
  const { total } = onGpu ? await llama.getVramState() : { total: 0 }
  const free = usable(await source.freeMemory(llama), total)
  const wanted = onGpu ? layouts.filter(({ gpuLayers }) => gpuLayers > 0) : layouts
  const { fitting, least } = await layoutsThatFit(wanted, free, reckoner)
  let cause: unknown = null
  for (const layout of attemptsOf(fitting)) {
    try {
      const loaded = await load(llama, source, layout)
      const reckoned = {
        model: await reckoner.model(layout.gpuLayers),
        context: await reckoner.context(layout),
      }
      const { totalLayers } = insights
      return { ...loaded, layout, totalLayers, reckoned, notices: noticesOf(layout, totalLayers) }
    } catch (error) {
      cause = error
    }
  }
  if (cause) throw new LoadError('load_failed', null, { cause })
  throw new LoadError('out_of_memory', await nothingFits(reckoner, least, free))
}
