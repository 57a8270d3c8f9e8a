import { afterEach, beforeEach, expect, test } from 'vitest'
import { gpuNotices } from '@/lib/inference/gpu/gpu-notices'
import { readGpuReport } from '@/lib/inference/gpu/read-gpu-report'
import { loadModel, type LoadedModel } from '@/lib/inference/engine/load-model'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'

const MIB = 1024 ** 2
let state: TestState
beforeEach(() => {
  state = createTestState({ CPU_THREADS: '1', MAX_PARALLEL: '4', GPU: 'off' })
})
afterEach(() => state.remove())

/** Loads as if the machine had so much memory free: a small machine cannot be had on demand. */
async function loadWith(ramMiB: number): Promise<LoadedModel> {
  return loadModel(() => Promise.resolve({ vram: 0, ram: ramMiB * MIB }))
}

async function layoutWith(ramMiB: number) {
  const { llama, contextTokens, placement, notices } = await loadWith(ramMiB)
  await llama.dispose()
  return { contextTokens, slots: placement.slots, notices }
}

test('with room for it, the model gets the longest context and all slots', async () => {
  expect(await layoutWith(8000)).toEqual({ contextTokens: 4096, slots: 4, notices: [] })
})

test('with less, it gets a shorter context, then fewer slots, and says so', async () => {
  expect(await layoutWith(1400)).toMatchObject({ contextTokens: 2048, slots: 4 })
  expect(await layoutWith(1290)).toEqual({
    contextTokens: 2048,
    slots: 2,
    notices: [{ code: 'fewer_slots', params: { slots: 2, asked: 4 } }],
  })
})

test('a context that was set and does not fit is refused with numbers and with one that would', async () => {
  setTestEnv({ CONTEXT_TOKENS: '32768', MAX_PARALLEL: '1' })
  await expect(loadWith(1500)).rejects.toMatchObject({
    failure: 'out_of_memory',
    notice: { code: 'out_of_memory', params: { needGiB: 1.2, freeGiB: 1, contextTokens: 16_384 } },
  })
})

test('when no context fits, none is offered', async () => {
  await expect(loadWith(900)).rejects.toMatchObject({
    failure: 'out_of_memory',
    notice: { params: { contextTokens: 0 } },
  })
})

test('a smaller cache type needs less', async () => {
  const full = await loadWith(8000)
  await full.llama.dispose()
  setTestEnv({ KV_TYPE: 'q8_0' })
  const half = await loadWith(8000)
  await half.llama.dispose()
  expect(half.placement.kvType).toBe('q8_0')
  expect(half.memory.contextMiB).toBeLessThan(full.memory.contextMiB)
})

test('a GPU that was asked for and cannot be used is told of, with the reason', async () => {
  setTestEnv({ GPU: 'cuda' })
  const { llama, notices } = await loadWith(8000)
  const onCpu = llama.gpu === false
  await llama.dispose()
  const reasons = gpuNotices(await readGpuReport(), true)
  expect(reasons).toHaveLength(1)
  if (onCpu) expect(notices).toEqual(reasons)
  else expect(notices.map(({ code }) => code)).not.toContain(reasons[0]?.code)
})
