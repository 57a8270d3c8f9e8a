import { z } from 'zod'
import { engineStatusSchema } from '@/lib/inference/contract'
import { gpuReportSchema } from '@/lib/inference/gpu/contract'

/** The certificate that a directory server last proved itself with. */
export const certificateSchema = z.object({
  names: z.array(z.string()),
  issuer: z.string(),
  validTo: z.iso.datetime(),
  daysLeft: z.int(),
  /** It ends within thirty days, or has ended. */
  endsSoon: z.boolean(),
})

/** The system admin's first page: facts of the running installation, no secret among them. */
export const systemOverviewOutput = z.object({
  version: z.string(),
  nodeVersion: z.string(),
  uptimeSeconds: z.int(),
  memory: z.object({ residentMiB: z.int(), totalMiB: z.int(), freeMiB: z.int() }),
  engine: engineStatusSchema,
  /** Null when the model is on other machines. */
  gpu: gpuReportSchema.nullable(),
  directory: z.object({
    url: z.string(),
    demo: z.boolean(),
    reachable: z.boolean(),
    /** Of the server whose certificate ends first; null before the first encrypted connection. */
    certificate: certificateSchema.extend({ address: z.string() }).nullable(),
  }),
  /** What keeps questions and answers in memory and inside. */
  protection: z.object({
    crashDumps: z.enum(['none', 'empty', 'with_memory']),
    /** Swap in use that is neither encrypted nor in memory. */
    openSwap: z.array(z.string()),
    engine: z.enum(['local', 'remote', 'confined', 'same_user', 'unconfined']),
    readersNetwork: z.enum(['cut', 'open']),
  }),
  database: z.object({ sizeMiB: z.number(), journalMode: z.string(), synchronous: z.string() }),
})

/** What the portal needs, and how it is. `reason` is a word of a closed list. */
const partOfHealthSchema = z.object({
  part: z.enum(['trail', 'disk', 'database', 'engine', 'directory', 'mirror']),
  state: z.enum(['ok', 'degraded', 'failed']),
  reason: z.string().nullable(),
})
export type PartOfHealth = z.infer<typeof partOfHealthSchema>

export const livenessOutput = z.object({ status: z.literal('alive') })

/** Answered with 503 while `failed`, else with 200. */
export const readinessOutput = z.object({
  status: z.enum(['ready', 'degraded', 'failed']),
  /** For this machine and for who has the token of the metrics alone. */
  parts: z.array(partOfHealthSchema).optional(),
})

export const healthOutput = z.object({ status: z.enum(['ready', 'loading', 'degraded', 'failed']) })

export const statusOutput = z.object({
  gpu: engineStatusSchema.shape.gpu,
  model: engineStatusSchema.shape.model
    .omit({ binding: true })
    .extend({ state: engineStatusSchema.shape.state }),
  cpuThreads: engineStatusSchema.shape.cpuThreads,
  notices: engineStatusSchema.shape.notices,
  queue: engineStatusSchema.shape.queue,
  privacy: z.object({
    /**
     * `local`: the only connections out of this process lead to the directory server or to this machine. `hospital`:
     * besides them, questions go to the inference servers the hospital configured, and nowhere else.
     */
    mode: z.enum(['local', 'hospital', 'outbound_seen', 'unknown']),
    /** Established connections that this process opened to another machine, neither directory nor inference server. */
    outboundConnections: z.int().nonnegative(),
    directoryConnections: z.int().nonnegative(),
    inferenceConnections: z.int().nonnegative(),
  }),
})

export type Status = z.infer<typeof statusOutput>
export type SystemOverview = z.infer<typeof systemOverviewOutput>
