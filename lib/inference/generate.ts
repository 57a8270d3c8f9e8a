import 'server-only'
import { env } from '@/lib/config/env'
import { ChildEngine } from '@/lib/inference/child/child-engine'
import type { Engine } from '@/lib/inference/contract'
import { LlamaEngine } from '@/lib/inference/engine/llama-engine'
import { RemoteEngine } from '@/lib/inference/remote/remote-engine'
import { processSingleton } from '@/lib/shared/process-singleton'

function create(): Engine & { start: () => unknown } {
  const { ENGINE, ENGINE_ENDPOINTS_FILE } = env()
  if (ENGINE === 'child') return new ChildEngine()
  if (ENGINE === 'local') return new LlamaEngine()
  if (!ENGINE_ENDPOINTS_FILE) throw new Error('ENGINE=remote needs ENGINE_ENDPOINTS_FILE. See the README.')
  return new RemoteEngine(ENGINE_ENDPOINTS_FILE)
}

/** Addresses of the servers that questions are sent to; none while the model runs on this machine. */
export function inferenceServers(): readonly URL[] {
  const running = engine()
  return running instanceof RemoteEngine ? running.addresses : []
}

/**
 * The one door to the model. The first call starts loading it; later calls return the same engine. Throws an Error
 * when the servers of `ENGINE=remote` are not described as they must be.
 */
export function engine(): Engine {
  return processSingleton('engine', () => {
    const created = create()
    void created.start()
    return created
  })
}
