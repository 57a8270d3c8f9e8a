/** How a model is laid out in memory. */
export interface Geometry {
  /** Layers on the GPU, the output layer counted; 0 for the CPU alone. */
  gpuLayers: number
  /** Tokens of each slot. */
  contextTokens: number
  slots: number
}

/** Bytes. */
export interface Memory {
  vram: number
  ram: number
}

export interface Wish {
  /** All layers of the model, the output layer counted; 0 without a GPU. */
  layers: number
  /** Context sizes to try, the best first. */
  contexts: readonly number[]
  slots: number
}

const CONTEXT_LADDER = [131_072, 65_536, 32_768, 16_384, 8192, 4096, 2048]
/** Shares of the layers to try on the GPU before the CPU alone. */
const LAYER_SHARES = [1, 0.75, 0.5, 0.25, 0]
/** A prompt that the reserved tokens should leave room for. */
const PROMPT_LEAST = 1024

interface ContextWish {
  /** What the administrator set; null to choose by memory. */
  asked: number | null
  /** The model's own limit. */
  trained: number
  /** More than this is not chosen without being asked for. */
  most: number
  /** Tokens reserved for an answer. */
  reserved: number
}

/** Context sizes to try, the largest first: the one asked for, or those that leave room for a prompt. */
export function contextsToTry({ asked, trained, most, reserved }: ContextWish): number[] {
  if (asked !== null) return [Math.min(asked, trained)]
  const limit = Math.min(trained, most)
  const sizes = CONTEXT_LADDER.filter((size) => size <= limit && size >= reserved + PROMPT_LEAST)
  return sizes.length > 0 ? sizes : [limit]
}

/**
 * Layouts in the order in which they are tried: all layers on the GPU before some before none, all slots before half
 * of them, a long context before a short one.
 */
export function layoutsToTry({ layers, contexts, slots }: Wish): Geometry[] {
  const onGpu = [...new Set(LAYER_SHARES.map((share) => Math.floor(layers * share)))]
  const counts = [slots]
  for (let count = Math.floor(slots / 2); count >= 1; count = Math.floor(count / 2)) counts.push(count)
  return onGpu.flatMap((gpuLayers) =>
    counts.flatMap((count) => contexts.map((contextTokens) => ({ gpuLayers, contextTokens, slots: count }))),
  )
}

export function fits(need: Memory, free: Memory): boolean {
  return need.vram <= free.vram && need.ram <= free.ram
}

const GIB = 1024 ** 3
const MIB = 1024 ** 2
/** Left free on a GPU: other programs, and growth that ends in an abort of the process when there is no room. */
const VRAM_SPARE = { share: 0.08, least: 0.5 * GIB, most: 1.5 * GIB }
const RAM_SPARE = 512 * MIB

/** What may be used of what is free. `vramTotal` is 0 without a GPU. */
export function usable(free: Memory, vramTotal: number): Memory {
  const spare = Math.min(VRAM_SPARE.most, Math.max(VRAM_SPARE.least, vramTotal * VRAM_SPARE.share))
  return { vram: Math.max(0, free.vram - spare), ram: Math.max(0, free.ram - RAM_SPARE) }
}

export interface Estimator {
  estimate: (geometry: Geometry) => Promise<Memory>
}

/** The layouts that fit, best first, and for the message when there are none, the need of the smallest one. */
export async function layoutsThatFit(
  layouts: readonly Geometry[],
  free: Memory,
  { estimate }: Estimator,
): Promise<{ fitting: Geometry[]; least: Memory }> {
  const fitting: Geometry[] = []
  let least: Memory = { vram: 0, ram: 0 }
  for (const layout of layouts) {
    least = await estimate(layout)
    if (fits(least, free)) fitting.push(layout)
  }
  return { fitting, least }
}

/**
 * Which of the layouts that fit are tried when loading: for each number of layers the best, and should that not fit
 * after all, the smallest.
 */
export function attemptsOf(fitting: readonly Geometry[]): Geometry[] {
  const layers = [...new Set(fitting.map(({ gpuLayers }) => gpuLayers))]
  return layers.flatMap((count) => {
    const same = fitting.filter(({ gpuLayers }) => gpuLayers === count)
    return [...new Set([same[0], same.at(-1)])].filter((layout) => layout !== undefined)
  })
}

/** Gibibytes with one decimal, as sentences give them. */
export const gib = (bytes: number): number => Math.round((bytes / GIB) * 10) / 10
