import 'server-only'
import { env } from '@/lib/config/env'
import type { EngineStatus } from '@/lib/inference/contract'
import type { LoadedModel } from '@/lib/inference/engine/load-model'

const MIB = 1024 * 1024
const VRAM_EVERY_MS = 5000

/** What the status line tells about the engine, kept up to date while it loads and runs. */
export class EngineFacts {
  state: EngineStatus['state'] = 'loading'
  private failure: EngineStatus['failure'] = null
  private model: EngineStatus['model'] = { id: '', name: '', sha256: '', demo: false, contextTokens: 0 }
  gpu: EngineStatus['gpu'] = { ok: true, name: null, vramTotalMiB: 0, vramUsedMiB: 0, mode: 'cpu' }
  private cpuThreads = env().CPU_THREADS ?? 1

  async ready({ llama, profile, sha256, contextTokens, cpuThreads }: LoadedModel): Promise<void> {
    this.model = { id: profile.id, name: profile.name, sha256, demo: profile.role === 'demo', contextTokens }
    this.cpuThreads = cpuThreads
    const mode = llama.gpu === false ? 'cpu' : llama.gpu
    const [name = null] = mode === 'cpu' ? [] : await llama.getGpuDeviceNames()
    // Without a GPU all is well unless one was asked for by name.
    const ok = mode !== 'cpu' || env().GPU !== 'cuda'
    const measure = async () => {
      const { total, used } = mode === 'cpu' ? { total: 0, used: 0 } : await llama.getVramState()
      this.gpu = {
        ok,
        name,
        mode,
        vramTotalMiB: Math.round(total / MIB),
        vramUsedMiB: Math.round(used / MIB),
      }
    }
    await measure()
    if (mode !== 'cpu') setInterval(() => void measure().catch(() => undefined), VRAM_EVERY_MS).unref()
    this.state = 'ready'
  }

  failed(failure: NonNullable<EngineStatus['failure']>): void {
    this.state = 'failed'
    this.failure = failure
  }

  status(queue: EngineStatus['queue']): EngineStatus {
    const { state, failure, model, gpu, cpuThreads } = this
    return { state, failure, model, gpu, cpuThreads, queue }
  }
}
