import { expect, test } from 'vitest'
import {
  attemptsOf,
  contextsToTry,
  fits,
  gib,
  layoutsThatFit,
  layoutsToTry,
  usable,
  type Geometry,
} from './plan-memory'

const GIB = 1024 ** 3

test.each([
  { what: 'what is set', asked: 4096, expected: [4096] },
  { what: 'no more than the model was trained for', asked: 200_000, expected: [131_072] },
  { what: 'the ladder down from the most', asked: null, expected: [32_768, 16_384, 8192, 4096] },
])('contexts: $what', ({ asked, expected }) => {
  expect(contextsToTry({ asked, trained: 131_072, most: 32_768, reserved: 2688 })).toEqual(expected)
})

test('a model smaller than its own answers is still tried', () => {
  expect(contextsToTry({ asked: null, trained: 2048, most: 8192, reserved: 2688 })).toEqual([2048])
})

test('layouts: layers before slots before context', () => {
  const layouts = layoutsToTry({ layers: 4, contexts: [8192, 4096], slots: 2 })
  const words = layouts.map(({ gpuLayers, slots, contextTokens }) => `${gpuLayers}/${slots}/${contextTokens}`)
  expect(words.slice(0, 5)).toEqual(['4/2/8192', '4/2/4096', '4/1/8192', '4/1/4096', '3/2/8192'])
  expect(words.at(-1)).toBe('0/1/4096')
})

test('without a GPU there is one place for the layers', () => {
  const layouts = layoutsToTry({ layers: 0, contexts: [4096], slots: 4 })
  expect(layouts.map(({ gpuLayers, slots }) => [gpuLayers, slots])).toEqual([[0, 4], [0, 2], [0, 1]]) // prettier-ignore
})

/** A model of 4 GiB in 4 layers, 0.5 GiB for each slot of 8,192 tokens, half a GiB to compute in. */
const estimate = ({ gpuLayers, contextTokens, slots }: Geometry) => {
  const cache = (contextTokens / 8192) * slots * 0.5 * GIB
  const share = gpuLayers / 4
  const all = 4 * GIB + cache
  return Promise.resolve({ vram: all * share + (share > 0 ? GIB / 2 : 0), ram: all * (1 - share) + GIB / 2 })
}
const layouts = layoutsToTry({ layers: 4, contexts: [16_384, 8192, 4096], slots: 4 })
const best = async (vram: number, ram: number) =>
  (await layoutsThatFit(layouts, { vram: vram * GIB, ram: ram * GIB }, { estimate })).fitting[0]

test.each([
  { what: 'plenty: everything on the GPU', vram: 24, ram: 32, layout: [4, 4, 16_384] },
  { what: 'less: a shorter context', vram: 7, ram: 32, layout: [4, 4, 8192] },
  { what: 'less: fewer slots', vram: 5.1, ram: 32, layout: [4, 2, 4096] },
  { what: 'less: fewer layers', vram: 4, ram: 32, layout: [3, 2, 4096] },
  { what: 'next to none: the CPU', vram: 0.2, ram: 32, layout: [0, 4, 16_384] },
])('$what', async ({ vram, ram, layout }) => {
  const found = await best(vram, ram)
  expect([found?.gpuLayers, found?.slots, found?.contextTokens]).toEqual(layout)
})

test('when nothing fits, the need of the smallest layout is known', async () => {
  const free = { vram: 0, ram: 2 * GIB }
  const { fitting, least } = await layoutsThatFit(layouts, free, { estimate })
  expect(fitting).toEqual([])
  expect([gib(least.ram), gib(least.vram)]).toEqual([4.8, 0])
  expect(fits(least, free)).toBe(false)
})

test('when loading fails, the smallest layout is tried, then fewer layers', async () => {
  const free = { vram: 24 * GIB, ram: 32 * GIB }
  const { fitting } = await layoutsThatFit(layouts, free, { estimate })
  const words = attemptsOf(fitting).map(
    ({ gpuLayers, slots, contextTokens }) => `${gpuLayers}/${slots}/${contextTokens}`,
  )
  expect(words.slice(0, 4)).toEqual(['4/4/16384', '4/1/4096', '3/4/16384', '3/1/4096'])
  expect(attemptsOf([])).toEqual([])
})

test('some of what is free is left alone', () => {
  const free = { vram: 24 * GIB, ram: 16 * GIB }
  expect(gib(usable(free, 24 * GIB).vram)).toBe(22.5)
  expect(gib(usable(free, 24 * GIB).ram)).toBe(15.5)
  expect(usable({ vram: 0, ram: 0 }, 0)).toEqual({ vram: 0, ram: 0 })
})
