import 'server-only'
import type { EngineNotice } from '@/lib/inference/contract'
import type { GpuReport } from '@/lib/inference/gpu/contract'
import { BACKENDS } from '@/lib/inference/gpu/gpu-report'

const [NEEDED] = BACKENDS

/**
 * Why the CPU serves although a card is there, or although a GPU was asked for (`asked`), in numbers and names for a
 * sentence. None for a machine without a card that was not asked for one.
 */
export function gpuNotices(
  { driver, cards, missingLibraries, problem }: GpuReport,
  asked: boolean,
): EngineNotice[] {
  const [card] = cards
  if (!card) return asked ? [{ code: 'gpu_missing', params: {} }] : []
  const { name } = card
  if (problem === null) return [{ code: 'gpu_unusable', params: { name } }]
  if (problem === 'driver_old') {
    return [{ code: 'gpu_driver_old', params: { have: driver ?? '', need: NEEDED.driver } }]
  }
  if (problem === 'card_old') {
    const have = card.computeCapability ?? ''
    return [{ code: 'gpu_card_old', params: { name, have, need: NEEDED.capability } }]
  }
  if (problem === 'libraries_missing') {
    return [{ code: 'gpu_libraries_missing', params: { libraries: missingLibraries.join(', ') } }]
  }
  return [{ code: `gpu_${problem}`, params: { name } }]
}
