import 'server-only'
import type { EngineStats } from '@/lib/inference/engine-stats'
import { engine } from '@/lib/inference/generate'
import { by, measure, plain } from '@/lib/metrics/registry'

const MIB = 1024 * 1024

/** Zero stands for an engine that cannot be asked: a series that vanishes sets off alarms of its own. */
const NOTHING: EngineStats = {
  slots: { total: 0, running: 0, conversations: 0, readingAhead: false },
  queue: { waiting: 0, refused: 0, oldestSeconds: 0, estimatedSeconds: 0 },
  tokens: { prefilled: 0, cached: 0, decoded: 0 },
  steps: {
    decode: 0,
    microBatches: 0,
    mixed: 0,
    mixedMicroBatches: 0,
    mixedMaxMs: 0,
    holds: 0,
    decodeMs: null,
  },
  tokensPerSecond: { decode: 0, prefill: 0 },
  runs: { finished: 0, failed: 0 },
  extractions: { finished: 0, failed: 0 },
  firstToken: { buckets: [], sumSeconds: 0 },
  memory: { residentMiB: 0, vramUsedMiB: 0, modelMiB: 0, contextMiB: 0 },
  faults: { stalled: 0, restarts: 0, failedSteps: 0, retries: 0 },
  endpoints: [],
}

function stats(): EngineStats {
  try {
    return engine().status().state === 'ready' ? engine().stats() : NOTHING
  } catch {
    return NOTHING
  }
}

/** A figure of the engine: its name, what it is, and how it is read. */
type Single = readonly [name: `innerward_engine_${string}`, help: string, read: (now: EngineStats) => number]

const SINGLES: readonly Single[] = [
  ['innerward_engine_queue_waiting', 'Runs that wait for a place.', ({ queue }) => queue.waiting],
  [
    'innerward_engine_queue_estimated_seconds',
    'What a new run is told to wait.',
    ({ queue }) => queue.estimatedSeconds,
  ],
  [
    'innerward_engine_queue_refused_total',
    'Runs refused since the queue was full.',
    ({ queue }) => queue.refused,
  ],
  ['innerward_engine_decode_steps_total', 'Model steps with decoding runs.', ({ steps }) => steps.decode],
  [
    'innerward_engine_micro_batches_total',
    'Micro-batches of these steps.',
    ({ steps }) => steps.microBatches,
  ],
  [
    'innerward_engine_prompt_step_max_seconds',
    'Longest step in which runs waited while a prompt was read.',
    ({ steps }) => steps.mixedMaxMs / 1000,
  ],
  [
    'innerward_engine_resident_bytes',
    'Memory of the engine process.',
    ({ memory }) => memory.residentMiB * MIB,
  ],
]

/** Figures of the engine under one label. */
interface Labelled {
  name: `innerward_${string}`
  help: string
  label: string
  read: (now: EngineStats) => Readonly<Record<string, number>>
}

const LABELLED: readonly Labelled[] = [
  {
    name: 'innerward_engine_slots',
    help: 'Places for runs.',
    label: 'state',
    read: ({ slots: { running, total } }) => ({ running, free: total - running }),
  },
  {
    name: 'innerward_engine_tokens_total',
    help: 'Tokens by how they came.',
    label: 'type',
    read: ({ tokens }) => tokens,
  },
  {
    name: 'innerward_engine_runs_total',
    help: 'Runs by how they ended.',
    label: 'outcome',
    read: ({ runs }) => runs,
  },
  {
    name: 'innerward_engine_faults_total',
    help: 'Stalled runs, restarts and failed steps.',
    label: 'kind',
    read: ({ faults }) => ({ ...faults }),
  },
  {
    name: 'innerward_endpoint_up',
    help: 'Whether an inference server is up.',
    label: 'endpoint',
    read: ({ endpoints }) => Object.fromEntries(endpoints.map(({ id, up }) => [id, up ? 1 : 0])),
  },
  {
    name: 'innerward_endpoint_running',
    help: 'Runs on an inference server.',
    label: 'endpoint',
    read: ({ endpoints }) => Object.fromEntries(endpoints.map(({ id, running }) => [id, running])),
  },
]

/** What the engine counts and holds. */
export function declareEngineMeasures(): void {
  for (const [name, help, read] of SINGLES) {
    measure({ name, help, read: () => Promise.resolve(plain(read(stats()))) })
  }
  for (const { name, help, label, read } of LABELLED) {
    measure({ name, help, labels: [label], read: () => Promise.resolve(by(label, read(stats()))) })
  }
  measure({
    name: 'innerward_engine_ready',
    help: 'Whether the model can be asked.',
    read: () => Promise.resolve(plain(engine().status().state === 'ready' ? 1 : 0)),
  })
  measure({
    name: 'innerward_gpu_memory_bytes',
    help: 'Memory of the GPU.',
    labels: ['state'],
    read: () => {
      const { vramTotalMiB, vramUsedMiB } = engine().status().gpu
      return Promise.resolve(by('state', { used: vramUsedMiB * MIB, total: vramTotalMiB * MIB }))
    },
  })
  measure({
    name: 'innerward_model_info',
    help: 'The model in use; always 1.',
    labels: ['id', 'sha256', 'standing'],
    read: () => {
      const { id, sha256, standing } = engine().status().model
      return Promise.resolve([[{ id, sha256, standing }, 1]] as const)
    },
  })
}
