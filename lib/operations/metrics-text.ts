/** One sample of a metric: its labels and its value. */
interface Sample {
  labels?: Readonly<Record<string, string>>
  value: number
}

export type MetricFamily =
  | { name: string; help: string; type: 'counter' | 'gauge'; samples: readonly Sample[] }
  | {
      name: string
      help: string
      type: 'histogram'
      /** Upper bounds in the unit of the metric, without infinity. */
      bounds: readonly number[]
      /** Observations per bucket, not cumulative; one more than there are bounds. */
      buckets: readonly number[]
      sum: number
    }

function line(name: string, { labels = {}, value }: Sample): string {
  const pairs = Object.entries(labels).map(
    ([key, text]) => `${key}="${text.replace(/["\\\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`))}"`,
  )
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`
}

function samplesOf(family: MetricFamily): string[] {
  const { name } = family
  if (family.type !== 'histogram') return family.samples.map((sample) => line(name, sample))
  const marks = [...family.bounds.map(String), '+Inf']
  let count = 0
  const buckets = marks.map((le, i) => {
    count += family.buckets[i] ?? 0
    return line(`${name}_bucket`, { labels: { le }, value: count })
  })
  return [...buckets, line(`${name}_sum`, { value: family.sum }), line(`${name}_count`, { value: count })]
}

/** Metrics in the Prometheus text format, version 0.0.4 (prometheus.io, exposition formats). */
export function metricsText(families: readonly MetricFamily[]): string {
  const blocks = families.map((family) =>
    [
      `# HELP ${family.name} ${family.help}`,
      `# TYPE ${family.name} ${family.type}`,
      ...samplesOf(family),
      '',
    ].join('\n'),
  )
  return blocks.join('')
}
