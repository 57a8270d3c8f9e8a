import 'server-only'
import { readGpuHealth, type GpuHealth } from '@/lib/inference/gpu/read-gpu-health'
import { measure } from '@/lib/metrics/registry'

/** How the cards are. A machine without one, or without the driver's program, shows none of these series. */
export function declareGpuMeasures(read: () => Promise<GpuHealth> = readGpuHealth): void {
  measure({
    name: 'innerward_gpu_temperature_celsius',
    help: 'Temperature of a card.',
    labels: ['card'],
    read: async () =>
      (await read()).cards.flatMap(({ index, celsius }) =>
        celsius === null ? [] : [[{ card: index }, celsius] as const],
      ),
  })
  measure({
    name: 'innerward_gpu_uncorrected_memory_errors',
    help: 'Errors of the memory of a card that could not be corrected, since the driver was loaded.',
    labels: ['card'],
    read: async () =>
      (await read()).cards.flatMap(({ index, uncorrectedErrors }) =>
        uncorrectedErrors === null ? [] : [[{ card: index }, uncorrectedErrors] as const],
      ),
  })
  measure({
    name: 'innerward_gpu_xid_errors',
    help: 'Xid messages of the driver in the log of the kernel, by card and number; none where the log may not be read.',
    labels: ['card', 'xid'],
    read: async () =>
      ((await read()).xids ?? []).map(({ card, xid, count }) => [{ card, xid }, count] as const),
  })
}
