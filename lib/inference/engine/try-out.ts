import 'server-only'
import type { Token } from 'node-llama-cpp'
import type { LoadedModel } from '@/lib/inference/engine/load-model'
import { TokenStream } from '@/lib/inference/engine/token-stream'
import { fastestThreads } from '@/lib/inference/engine/tune-threads'

/** On a CPU, unless the number is set: takes the number of threads with which this machine decodes fastest. */
async function tuneThreads(loaded: LoadedModel, prompt: readonly Token[]): Promise<void> {
  const { llama, slots, planner, candidates } = loaded
  const [slot] = slots
  if (!slot || candidates.length < 2) return
  const { signal } = new AbortController()
  const options = { slot, planner, prompt, sampling: { temperature: 0 }, signal }
  await slot.serial(async () => {
    const stream = new TokenStream(options)
    try {
      loaded.cpuThreads = await fastestThreads(candidates, async (threads) => {
        llama.maxThreads = threads
        await stream.next()
      })
      llama.maxThreads = loaded.cpuThreads
    } finally {
      await stream.close()
      await slot.clear()
    }
  })
}

/** Writes one token in every slot at once, so that the first question finds all paths warm. Throws when it cannot. */
export async function tryOut(loaded: LoadedModel, prompt: readonly Token[]): Promise<void> {
  const { slots, planner } = loaded
  const { signal } = new AbortController()
  const tryOne = async (slot: LoadedModel['slots'][number]): Promise<void> => {
    const stream = new TokenStream({ slot, planner, prompt, sampling: { temperature: 0 }, signal })
    try {
      await stream.next()
      await stream.next()
    } finally {
      await stream.close()
      await slot.clear()
    }
  }
  await Promise.all(slots.map((slot) => slot.serial(() => tryOne(slot))))
  await tuneThreads(loaded, prompt)
  planner.meter.resetCounts()
}
