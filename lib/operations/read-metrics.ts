import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { metricsText, type MetricFamily } from '@/lib/operations/metrics-text'
import { CLIENT_ADDRESS_HEADER } from '@/lib/auth/client-address'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors/app-error'
import { FIRST_TOKEN_BOUNDS, type EngineStats } from '@/lib/inference/engine-stats'
import { engine } from '@/lib/inference/generate'
import { processSingleton } from '@/lib/shared/process-singleton'

const MIB = 1024 * 1024
const NANOSECONDS = 1e9

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

function isDirectlyFromHere(request: Request): boolean {
  const address = request.headers.get(CLIENT_ADDRESS_HEADER) ?? ''
  // Next names the socket's own address in this header when the request has none.
  const forwardedFor = request.headers.get('x-forwarded-for') ?? address
  const passedOn =
    forwardedFor !== address || ['forwarded', 'x-real-ip'].some((name) => request.headers.has(name))
  return /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address) && !passedOn
}

/**
 * Lets a collector in: with the token of `METRICS_TOKEN_FILE` where there is one, else from this machine only, and not
 * through a proxy on it. Throws AppError `unauthenticated`.
 */
export function requireCollector(request: Request): void {
  const file = env().METRICS_TOKEN_FILE
  const given = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
  const known = file
    ? timingSafeEqual(digest(given), digest(readFileSync(file, 'utf8').trim()))
    : isDirectlyFromHere(request)
  if (!known) throw new AppError('unauthenticated')
}

const eventLoop = () =>
  processSingleton('event-loop-delay', () => {
    const delay = monitorEventLoopDelay({ resolution: 20 })
    delay.enable()
    return delay
  })

const gauge = (name: string, help: string, value: number): MetricFamily => ({
  name,
  help,
  type: 'gauge',
  samples: [{ value }],
})
const counter = (name: string, help: string, value: number): MetricFamily => ({
  name,
  help,
  type: 'counter',
  samples: [{ value }],
})
const labelled = (
  family: Pick<MetricFamily, 'name' | 'help'> & { type: 'counter' | 'gauge' },
  label: string,
  values: Readonly<Record<string, number>>,
): MetricFamily => ({
  ...family,
  samples: Object.entries(values).map(([key, value]) => ({ labels: { [label]: key }, value })),
})

function engineFamilies(stats: EngineStats): MetricFamily[] {
  const { slots, queue, tokens, steps, runs, firstToken, memory, faults, endpoints } = stats
  return [
    labelled({ name: 'innerward_engine_slots', help: 'Places for runs.', type: 'gauge' }, 'state', {
      running: slots.running,
      free: slots.total - slots.running,
    }),
    gauge('innerward_engine_queue_waiting', 'Runs that wait for a place.', queue.waiting),
    counter('innerward_engine_queue_refused_total', 'Runs refused since the queue was full.', queue.refused),
    labelled(
      { name: 'gen_ai_server_token_usage_total', help: 'Tokens by how they came.', type: 'counter' },
      'type',
      tokens,
    ),
    counter('innerward_engine_decode_steps_total', 'Model steps with decoding runs.', steps.decode),
    counter('innerward_engine_micro_batches_total', 'Micro-batches of these steps.', steps.microBatches),
    gauge(
      'innerward_engine_prompt_step_max_seconds',
      'Longest step in which runs waited while a prompt was read.',
      steps.mixedMaxMs / 1000,
    ),
    labelled(
      { name: 'gen_ai_server_requests_total', help: 'Runs by how they ended.', type: 'counter' },
      'outcome',
      runs,
    ),
    {
      name: 'gen_ai_server_time_to_first_token_seconds',
      help: 'From the acceptance of a run to its first token.',
      type: 'histogram',
      bounds: FIRST_TOKEN_BOUNDS,
      buckets: firstToken.buckets,
      sum: firstToken.sumSeconds,
    },
    gauge('innerward_engine_resident_bytes', 'Memory of the engine process.', memory.residentMiB * MIB),
    gauge('innerward_engine_vram_used_bytes', 'Used memory of the GPU.', memory.vramUsedMiB * MIB),
    labelled(
      { name: 'innerward_engine_faults_total', help: 'Stalled runs and restarts.', type: 'counter' },
      'kind',
      faults,
    ),
    labelled(
      { name: 'innerward_endpoint_up', help: 'Whether an inference server is up.', type: 'gauge' },
      'endpoint',
      Object.fromEntries(endpoints.map(({ id, up }) => [id, up ? 1 : 0])),
    ),
    labelled(
      { name: 'innerward_endpoint_running', help: 'Runs on an inference server.', type: 'gauge' },
      'endpoint',
      Object.fromEntries(endpoints.map(({ id, running }) => [id, running])),
    ),
  ]
}

/** What the portal counts, in the Prometheus text format. It holds no text, no person and no department. */
export function readMetrics(): string {
  const { state } = engine().status()
  const delay = eventLoop()
  const families = [
    gauge('innerward_engine_ready', 'Whether the model can be asked.', state === 'ready' ? 1 : 0),
    gauge('process_resident_memory_bytes', 'Memory of the portal process.', process.memoryUsage.rss()),
    gauge('process_uptime_seconds', 'Seconds since the portal started.', Math.round(process.uptime())),
    gauge(
      'nodejs_eventloop_delay_p99_seconds',
      'Delay of the event loop since the last reading.',
      delay.percentile(99) / NANOSECONDS,
    ),
    ...(state === 'ready' ? engineFamilies(engine().stats()) : []),
  ]
  delay.reset()
  return metricsText(families.filter((family) => family.type === 'histogram' || family.samples.length > 0))
}
