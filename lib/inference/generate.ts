import 'server-only'
import { env } from '@/lib/config/env'
import { ChildEngine } from '@/lib/inference/child/child-engine'
import type { Engine } from '@/lib/inference/contract'
import { LlamaEngine } from '@/lib/inference/engine/llama-engine'
import type { GpuReport } from '@/lib/inference/gpu/contract'
import { readGpuReport } from '@/lib/inference/gpu/read-gpu-report'
import { RemoteEngine } from '@/lib/inference/remote/remote-engine'
import { SwappableEngine } from '@/lib/inference/swap/swappable-engine'
import { processSingleton } from '@/lib/shared/process-singleton'

interface Running {
  engine: Engine
  /** The same engine where its model can be changed while it runs. */
  swappable: SwappableEngine | null
  /** Addresses of the servers that questions are sent to; none while the model runs on this machine. */
  servers: readonly URL[]
}

function start(): Running {
  const { ENGINE, ENGINE_ENDPOINTS_FILE } = env()
  if (ENGINE !== 'remote') {
    const engine = SwappableEngine.start(() => (ENGINE === 'child' ? new ChildEngine() : new LlamaEngine()))
    return { engine, swappable: engine, servers: [] }
  }
  if (!ENGINE_ENDPOINTS_FILE) throw new Error('ENGINE=remote needs ENGINE_ENDPOINTS_FILE. See the README.')
  const engine = new RemoteEngine(ENGINE_ENDPOINTS_FILE)
  void engine.start()
  return { engine, swappable: null, servers: engine.addresses }
}

const running = (): Running => processSingleton('engine-host', start)

/**
 * The one door to the model. The first call starts loading it; later calls return the same engine. Throws an Error
 * when the servers of `ENGINE=remote` are not described as they must be.
 */
export function engine(): Engine {
  return processSingleton('engine', () => running().engine)
}

/** The engine whose model can be changed, or null when the model is on other machines. */
export function swappableEngine(): SwappableEngine | null {
  return running().swappable
}

/** Addresses of the servers that questions are sent to; none while the model runs on this machine. */
export function inferenceServers(): readonly URL[] {
  return running().servers
}

/** Cards, driver and libraries of this machine, read now; null when the model is on other machines. */
export async function gpuReport(): Promise<GpuReport | null> {
  return env().ENGINE === 'remote' ? null : readGpuReport()
}
