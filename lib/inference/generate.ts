import 'server-only'
import type { Engine } from '@/lib/inference/contract'
import { LlamaEngine } from '@/lib/inference/engine/llama-engine'
import { processSingleton } from '@/lib/shared/process-singleton'

/** The one door to the model. The first call starts loading it; later calls return the same engine. */
export function engine(): Engine {
  return processSingleton('engine', () => {
    const created = new LlamaEngine()
    void created.start()
    return created
  })
}
