import type { GpuCard, GpuReport } from '@/lib/inference/gpu/contract'

/**
 * What the machine's NVIDIA cards, driver and libraries are worth to the model, from texts that were read elsewhere. Pure; the
 * reading is in read-gpu.ts.
 */

/**
 * The prebuilt CUDA backends of node-llama-cpp in the order in which it tries them. `driver`: first driver branch, and
 * `capability`: first compute capability that this CUDA runs on (CUDA Toolkit 13.0 release notes, 2025; CUDA 12.0: 2022).
 */
interface Backend {
  id: 'cuda13' | 'cuda12'
  driver: number
  capability: number
  folder: string
}
export const BACKENDS: readonly [Backend, Backend] = [
  { id: 'cuda13', driver: 580, capability: 7.5, folder: 'linux-x64-cuda/bins/linux-x64-cuda' },
  { id: 'cuda12', driver: 525, capability: 5, folder: 'linux-x64-cuda-ext/bins/linux-x64-cuda/fallback' },
]

/** Part of the driver, and not among the libraries that can be fetched. */
const DRIVER_LIBRARY = 'libcuda.so.1'

/** The fields asked of nvidia-smi, in the order in which `parseCards` reads them. */
export const CARD_FIELDS = 'index,name,memory.total,memory.used,compute_cap,mig.mode.current,driver_version'

/** Version of the kernel driver in `/proc/driver/nvidia/version`, for example `580.65.06`; null when it has none. */
export function parseDriver(text: string): string | null {
  return /^NVRM version:.*?\s(\d{3,}\.\d+(?:\.\d+)?)\s/m.exec(text)?.[1] ?? null
}

/** What was read of the machine; see `reportOf`. */
export interface GpuFacts {
  visible: string | undefined
  pciCards: number
  models: string[]
  driverText: string
  deviceOpens: boolean
  smi: string | null
  ldd: Partial<Record<'cuda13' | 'cuda12', string>>
}

/** nvidia-smi writes `[N/A]` or a reason in brackets for what a card does not tell. */
const told = (field: string): string | null => (field.startsWith('[') ? null : field)
const number = (field: string): number | null => (/^\d+(\.\d+)?$/.test(field) ? Number(field) : null)

/** The cards in the CSV of nvidia-smi (no header, no units), memory in MiB; lines of another form are no cards. */
export function parseCards(csv: string): { card: GpuCard; driver: string | null }[] {
  return csv.split('\n').flatMap((line) => {
    const fields = line.split(',').map((field) => field.trim())
    const [index = '', name = '', total = '', used = '', capability = '', mig = '', driver = ''] = fields
    if (fields.length !== 7 || number(index) === null) return []
    const card = {
      index: Number(index),
      name,
      computeCapability: number(capability) === null ? null : capability,
      memoryTotalMiB: number(total),
      memoryUsedMiB: number(used),
      mig: mig === 'Enabled' ? true : mig === 'Disabled' ? false : null,
    }
    return [{ card, driver: told(driver) }]
  })
}

/** Libraries that the loader does not find, as `ldd` names them, each once. */
export function parseMissing(ldd: string): string[] {
  const names = [...ldd.matchAll(/^\s*(\S+) => not found/gm)].map(([, name = '']) => name)
  return [...new Set(names)]
}

const unnamed = (index: number, name = 'NVIDIA GPU'): GpuCard => ({
  index,
  name,
  computeCapability: null,
  memoryTotalMiB: null,
  memoryUsedMiB: null,
  mig: null,
})

/** The cards as well as they are known: from nvidia-smi, else by the driver's names, else only that they are there. */
function cardsOf({ smi, models, pciCards }: GpuFacts): GpuCard[] {
  const listed = parseCards(smi ?? '').map(({ card }) => card)
  if (listed.length > 0) return listed
  if (models.length > 0) return models.map((name, index) => unnamed(index, name))
  return Array.from({ length: pciCards }, (_, index) => unnamed(index))
}

/** Why this backend cannot run, in the order in which it must be mended; null when nothing speaks against it. */
function problemWith(
  { driver: need, capability }: Backend,
  { driver, cards, missing }: { driver: string | null; cards: GpuCard[]; missing: string[] | null },
): GpuReport['problem'] {
  if (missing === null) return 'not_prebuilt'
  if (driver !== null && Number.parseInt(driver) < need) return 'driver_old'
  if (missing.includes(DRIVER_LIBRARY)) return 'driver_incomplete'
  const known = cards.map((card) => card.computeCapability).filter((value) => value !== null)
  if (known.length > 0 && known.every((value) => Number(value) < capability)) return 'card_old'
  return missing.length > 0 ? 'libraries_missing' : null
}

/** Why no backend at all can run; null when it is up to the backend. */
function problemBefore({ visible, deviceOpens }: GpuFacts, driver: string | null): GpuReport['problem'] {
  if (driver === null) return 'driver_missing'
  if (!deviceOpens) return 'device_closed'
  return /^(-1.*|none|nodevfiles)?$/i.test(visible ?? '0') ? 'hidden' : null
}

/**
 * What is there and what is missing. Facts: `visible` CUDA_VISIBLE_DEVICES or undefined, `pciCards` how many NVIDIA cards
 * are on the bus, `models` their names by the driver, `driverText` of /proc, `deviceOpens`, `smi` output of nvidia-smi or
 * null, `ldd` output for each backend that is installed. Without a card there is nothing to be wrong.
 */
export function reportOf(facts: GpuFacts): GpuReport {
  const cards = cardsOf(facts)
  const driver = parseDriver(facts.driverText) ?? parseCards(facts.smi ?? '')[0]?.driver ?? null
  if (cards.length === 0) return { driver, cards, missingLibraries: [], problem: null }
  const tries = BACKENDS.map((backend) => {
    const text = facts.ldd[backend.id]
    const missing = text === undefined ? null : parseMissing(text)
    return { missing: missing ?? [], problem: problemWith(backend, { driver, cards, missing }) }
  })
  // The first is what is recommended, so its lacks are the ones named when none works.
  const best = tries.find(({ problem }) => problem === null) ?? tries[0]
  const problem = problemBefore(facts, driver) ?? best?.problem ?? null
  return { driver, cards, missingLibraries: best?.missing ?? [], problem }
}

/** Whether the model can be expected to run on a card. */
export const gpuUsable = ({ cards, problem }: Pick<GpuReport, 'cards' | 'problem'>): boolean =>
  cards.length > 0 && problem === null
