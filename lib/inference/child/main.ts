import type { Engine } from '@/lib/inference/contract'
import type { FromChild, ToChild } from '@/lib/inference/child/protocol'
import { generationFailure } from '@/lib/inference/engine/generation-failure'
import { LlamaEngine } from '@/lib/inference/engine/llama-engine'

/** The engine process: one llama.cpp engine, driven by messages of the portal. It has nothing to do with HTTP. */
const STATUS_EVERY_MS = 500

const llama = new LlamaEngine()
const engine: Engine = llama
const calls = new Map<number, AbortController>()

const send = (message: FromChild): void => {
  if (process.connected) process.send?.(message)
}

function fail(call: number, error: unknown): void {
  const { code, status, params } = generationFailure(error)
  send({ type: 'failed', call, code, status, params })
}

async function generate(message: Extract<ToChild, { type: 'generate' }>, signal: AbortSignal) {
  for await (const event of engine.generate(message.request, signal)) {
    send({ type: 'event', call: message.call, event })
  }
  return null
}

async function answer(message: Exclude<ToChild, { type: 'abort' | 'shutdown' | 'warm' }>): Promise<void> {
  const controller = new AbortController()
  calls.set(message.call, controller)
  try {
    const value =
      message.type === 'generate'
        ? await generate(message, controller.signal)
        : message.type === 'extract'
          ? await engine.extract(message.request, controller.signal)
          : message.type === 'measure'
            ? await engine.measure(message.request)
            : await engine.release(message.conversationId).then(() => null)
    send({ type: 'end', call: message.call, value })
  } catch (error) {
    fail(message.call, error)
  } finally {
    calls.delete(message.call)
  }
}

async function stop(): Promise<void> {
  for (const controller of calls.values()) controller.abort()
  await engine.shutdown()
  process.exit(0)
}

const tellStatus = (): void => {
  send({ type: 'status', status: engine.status(), stats: engine.stats() })
}

process.on('message', (message: ToChild) => {
  if (message.type === 'abort') calls.get(message.call)?.abort()
  else if (message.type === 'warm') engine.warm(message.instructions)
  else if (message.type === 'shutdown') void stop()
  else void answer(message)
})
// The portal is gone: nobody would stop this process or read its answers.
process.on('disconnect', () => process.exit(0))
// Signals of the terminal go to the whole group; the portal decides when the engine ends.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGUSR1'] as const) process.on(signal, () => undefined)
setInterval(tellStatus, STATUS_EVERY_MS)
tellStatus()
await llama.start()
tellStatus()
