import 'server-only'
import type { Engine } from '@/lib/inference/contract'

const LOOK_EVERY_MS = 200

/** Tells the start script, when there is one, what the engine found while loading, so that it stands in its output. */
export async function tellStarter(engine: Pick<Engine, 'status'>): Promise<void> {
  while (engine.status().state === 'loading') {
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_EVERY_MS).unref()
    })
  }
  for (const notice of engine.status().notices) process.send?.({ notice })
}
