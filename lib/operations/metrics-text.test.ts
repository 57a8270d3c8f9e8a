import { expect, test } from 'vitest'
import { metricsText } from '@/lib/operations/metrics-text'

test('counters and gauges are written with their labels escaped', () => {
  const text = metricsText([
    { name: 'a_total', help: 'As.', type: 'counter', samples: [{ value: 3 }] },
    {
      name: 'b',
      help: 'Bs.',
      type: 'gauge',
      samples: [{ labels: { id: 'x"\\\n' }, value: 0.5 }],
    },
  ])
  expect(text).toBe(
    '# HELP a_total As.\n# TYPE a_total counter\na_total 3\n# HELP b Bs.\n# TYPE b gauge\nb{id="x\\"\\\\\\n"} 0.5\n',
  )
})

test('buckets of a histogram add up, the last one being all', () => {
  const text = metricsText([
    { name: 't', help: 'Times.', type: 'histogram', bounds: [1, 2], buckets: [4, 0, 1], sum: 9.5 },
  ])
  expect(text.split('\n').slice(2, -1)).toEqual([
    't_bucket{le="1"} 4',
    't_bucket{le="2"} 4',
    't_bucket{le="+Inf"} 5',
    't_sum 9.5',
    't_count 5',
  ])
})
