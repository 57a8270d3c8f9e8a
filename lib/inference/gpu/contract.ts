import { z } from 'zod'

const mib = z.number().nonnegative().nullable()

export const gpuCardSchema = z.object({
  index: z.int().nonnegative(),
  name: z.string(),
  /** As NVIDIA writes it, for example `8.9`; null, like all below, when the card does not tell. */
  computeCapability: z.string().nullable(),
  memoryTotalMiB: mib,
  memoryUsedMiB: mib,
  /** Whether the card is cut into instances (MIG). */
  mig: z.boolean().nullable(),
})

/** NVIDIA cards of this machine and what they need: what is there, what is missing by name. */
export const gpuReportSchema = z.object({
  /** Version of the driver, for example `580.65.06`; null when none is loaded. */
  driver: z.string().nullable(),
  cards: z.array(gpuCardSchema),
  /** Libraries of the CUDA backend that the loader does not find. */
  missingLibraries: z.array(z.string()),
  /** Why the cards cannot be used; null when nothing is known to be wrong, or no card is there. */
  problem: z
    .enum([
      /** No backend is prebuilt for this processor. */
      'not_prebuilt',
      'driver_missing',
      /** The driver is there, but this process may not open its device file. */
      'device_closed',
      /** CUDA_VISIBLE_DEVICES hides every card. */
      'hidden',
      'driver_old',
      /** The kernel part of the driver is there, its library is not. */
      'driver_incomplete',
      /** The compute capability of every card is below what this CUDA runs on. */
      'card_old',
      'libraries_missing',
    ])
    .nullable(),
})
export type GpuCard = z.infer<typeof gpuCardSchema>
export type GpuReport = z.infer<typeof gpuReportSchema>
