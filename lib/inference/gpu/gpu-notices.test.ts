import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { EngineNotice } from '@/lib/inference/contract'
import { gpuReportSchema, type GpuReport } from './contract'
import { gpuNotices } from './gpu-notices'

const L4: GpuReport['cards'][number] = {
  index: 0,
  name: 'NVIDIA L4',
  computeCapability: '8.9',
  memoryTotalMiB: 23_034,
  memoryUsedMiB: 0,
  mig: null,
}
const report = (change: Partial<GpuReport>): GpuReport => ({
  driver: '580.65.06',
  cards: [L4],
  missingLibraries: [],
  problem: null,
  ...change,
})

const cases: { what: string; given: Partial<GpuReport>; notice: EngineNotice }[] = [
  {
    what: 'the libraries by name',
    given: { problem: 'libraries_missing', missingLibraries: ['libcudart.so.13', 'libcublas.so.13'] },
    notice: { code: 'gpu_libraries_missing', params: { libraries: 'libcudart.so.13, libcublas.so.13' } },
  },
  {
    what: 'the driver that is there and the one that is needed',
    given: { problem: 'driver_old', driver: '535.183.01' },
    notice: { code: 'gpu_driver_old', params: { have: '535.183.01', need: 580 } },
  },
  {
    what: 'the card that is too old',
    given: { problem: 'card_old', cards: [{ ...L4, name: 'Tesla V100', computeCapability: '7.0' }] },
    notice: { code: 'gpu_card_old', params: { name: 'Tesla V100', have: '7.0', need: 7.5 } },
  },
  {
    what: 'a card without a driver',
    given: { problem: 'driver_missing', driver: null },
    notice: { code: 'gpu_driver_missing', params: { name: 'NVIDIA L4' } },
  },
  {
    what: 'a card that lacks nothing and does not start',
    given: {},
    notice: { code: 'gpu_unusable', params: { name: 'NVIDIA L4' } },
  },
]
test.each(cases)('tells $what', ({ given, notice }) => {
  expect(gpuNotices(report(given), false)).toEqual([notice])
})

test('a machine without a card says so only when a GPU was asked for', () => {
  const none = report({ driver: null, cards: [] })
  expect(gpuNotices(none, false)).toEqual([])
  expect(gpuNotices(none, true)).toEqual([{ code: 'gpu_missing', params: {} }])
})

test.each(['zh-CN', 'en'])(
  'each problem has a sentence in %s, filled by what its notice carries',
  (locale) => {
    const file = new URL(`../../../messages/${locale}/engine.json`, import.meta.url)
    const { notices } = JSON.parse(readFileSync(file, 'utf8')) as { notices: Record<string, string> }
    const problems = [null, ...gpuReportSchema.shape.problem.unwrap().options]
    for (const problem of problems) {
      const [notice] = gpuNotices(report({ problem, missingLibraries: ['libcublas.so.13'] }), false)
      const sentence = notices[notice?.code ?? ''] ?? ''
      expect(sentence, String(problem)).toMatch(/CPU/)
      const left = sentence.replace(/\{(\w+)\}/g, (hole, name: string) =>
        String(notice?.params[name] ?? hole),
      )
      expect(left).not.toMatch(/[{}]/)
    }
  },
)
