import 'server-only'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { processSingleton } from '@/lib/shared/process-singleton'

/** From a fast page to a long answer, in seconds. */
const REQUEST_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** As the OpenTelemetry conventions for generative AI advise (semantic-conventions 1.37, 2025), in seconds. */
const ANSWER_BOUNDS = [0.5, 1, 2, 5, 10, 20, 40, 80, 160, 320]
const FIRST_TOKEN_BOUNDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60]

function make() {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Histogram({
      name: 'http_server_request_duration_seconds',
      help: 'Requests by method, class of route and status.',
      labelNames: ['http_request_method', 'http_route', 'http_response_status_code'] as const,
      buckets: REQUEST_BOUNDS,
      registers,
    }),
    answers: new Histogram({
      name: 'gen_ai_server_request_duration_seconds',
      help: 'From the acceptance of a run to its end.',
      labelNames: ['gen_ai_operation_name', 'error_type'] as const,
      buckets: ANSWER_BOUNDS,
      registers,
    }),
    firstTokens: new Histogram({
      name: 'gen_ai_server_time_to_first_token_seconds',
      help: 'From the acceptance of a run to its first token.',
      labelNames: ['gen_ai_operation_name'] as const,
      buckets: FIRST_TOKEN_BOUNDS,
      registers,
    }),
    events: new Counter({
      name: 'innerward_audit_events_total',
      help: 'Records written since the start, by event and outcome.',
      labelNames: ['event', 'outcome'] as const,
      registers,
    }),
    jobFailures: new Counter({
      name: 'innerward_job_failures_total',
      help: 'Rounds of background jobs that failed.',
      labelNames: ['job'] as const,
      registers,
    }),
  }
}

/** What this process counts. One for all bundles of the server. */
export const metrics = (): ReturnType<typeof make> => processSingleton('metrics', make)

interface Measure<L extends string> {
  name: `innerward_${string}`
  help: string
  labels?: readonly L[]
  /** The values at a scrape; nothing where nothing is known. */
  read: () => Promise<readonly (readonly [Partial<Record<L, string>>, number])[]>
}

/** A value that is read when somebody scrapes: a gauge, or, with a name in `_total`, a counter that only rises. */
export function measure<L extends string>({ name, help, labels = [], read }: Measure<L>): void {
  const { registry } = metrics()
  if (registry.getSingleMetric(name)) return
  const common = { name, help, labelNames: [...labels], registers: [registry] }
  if (name.endsWith('_total')) {
    new Counter<L>({
      ...common,
      async collect() {
        const values = await read()
        this.reset()
        for (const [labelled, value] of values) this.inc(labelled, value)
      },
    })
  } else {
    new Gauge<L>({
      ...common,
      async collect() {
        const values = await read()
        this.reset()
        for (const [labelled, value] of values) this.set(labelled, value)
      },
    })
  }
}

/** One value without labels. */
export const plain = (value: number) => [[{}, value]] as const

/** One value for each key of a table, under that label. */
export const by = <L extends string>(
  label: L,
  table: Readonly<Record<string, number>>,
): (readonly [Record<L, string>, number])[] =>
  Object.entries(table).map(([key, value]) => [{ [label]: key } as Record<L, string>, value])
