export interface GpuCard {
  index: number
  name: string
  /** As NVIDIA writes it, for example `8.9`. */
  computeCapability: string | null
  memoryTotalMiB: number | null
  memoryUsedMiB: number | null
  /** Whether the card is cut into instances (MIG); null when it cannot be. */
  mig: boolean | null
}
export type GpuProblem =
  | 'not_prebuilt'
  | 'driver_missing'
  | 'device_closed'
  | 'hidden'
  | 'driver_old'
  | 'driver_incomplete'
  | 'card_old'
  | 'libraries_missing'
export interface GpuReport {
  driver: string | null
  cards: GpuCard[]
  missingLibraries: string[]
  problem: GpuProblem | null
}
export interface GpuFacts {
  visible: string | undefined
  pciCards: number
  models: string[]
  driverText: string
  deviceOpens: boolean
  smi: string | null
  ldd: Partial<Record<'cuda13' | 'cuda12', string>>
}
interface Backend {
  id: 'cuda13' | 'cuda12'
  driver: number
  capability: number
  folder: string
}
export declare const BACKENDS: readonly [Backend, Backend]
export declare const CARD_FIELDS: string
export function parseDriver(text: string): string | null
export function parseCards(csv: string): { card: GpuCard; driver: string | null }[]
export function parseMissing(ldd: string): string[]
export function reportOf(facts: GpuFacts): GpuReport
export function gpuUsable(report: Pick<GpuReport, 'cards' | 'problem'>): boolean
