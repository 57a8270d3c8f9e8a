import 'server-only'
import { env } from '@/lib/config/env'
import type { EngineNotice, EngineStatus } from '@/lib/inference/contract'
import type { LoadError } from '@/lib/inference/engine/load-error'
import type { LoadedModel } from '@/lib/inference/engine/load-model'
import { filesChanged } from '@/lib/inference/engine/model-files'
import { nameDevice } from '@/lib/inference/gpu/name-device'
import type { StandingOfModel } from '@/lib/inference/engine/read-standing'

const MIB = 1024 * 1024
const LOOK_EVERY_MS = 5000
/** Notices that mean the GPU does less than it should. */
const aboutGpu = ({ code }: EngineNotice): boolean =>
  code.startsWith('gpu_') || code === 'cpu_instead' || code === 'fewer_layers'

/** What the status line tells about the engine, kept up to date while it loads and runs. */
export class EngineFacts {
  state: EngineStatus['state'] = 'loading'
  gpu: EngineStatus['gpu'] = { ok: true, name: null, vramTotalMiB: 0, vramUsedMiB: 0, mode: 'cpu' }
  private failure: EngineStatus['failure'] = null
  private model: Omit<EngineStatus['model'], keyof StandingOfModel> = {
    id: '',
    name: '',
    sha256: '',
    contextTokens: 0,
  }
  private standing = (): StandingOfModel => ({ standing: 'unreleased', binding: null })
  private cpuThreads = env().CPU_THREADS ?? 1
  private placement: EngineStatus['placement'] = null
  private notices: EngineNotice[] = []
  private timer: NodeJS.Timeout | null = null

  async ready(loaded: LoadedModel): Promise<void> {
    const { profile, sha256, standing, contextTokens, cpuThreads, placement, notices } = loaded
    this.model = { id: profile.id, name: profile.name, sha256, contextTokens }
    this.standing = standing
    this.cpuThreads = cpuThreads
    this.placement = placement
    this.notices = notices
    await this.look(loaded)
    this.timer = setInterval(() => void this.look(loaded).catch(() => undefined), LOOK_EVERY_MS).unref()
    this.state = 'ready'
  }

  failed({ failure, notice }: LoadError): void {
    this.state = 'failed'
    this.failure = failure
    this.notices = notice ? [notice] : []
  }

  stopped(): void {
    this.state = 'stopped'
    if (this.timer) clearInterval(this.timer)
  }

  /** `stalledSeconds`: how long no step has finished, when that is too long; else null. */
  status(queue: EngineStatus['queue'], stalledSeconds: number | null): EngineStatus {
    const { state, failure, gpu, cpuThreads, placement } = this
    const model = { ...this.model, ...this.standing() }
    const stalled: EngineNotice[] =
      stalledSeconds === null ? [] : [{ code: 'stalled', params: { seconds: stalledSeconds } }]
    const notices = [...this.notices, ...stalled]
    return { state, failure, model, gpu, cpuThreads, placement, notices, queue }
  }

  /** Reads what changes while the model runs: memory of the GPU, and whether the file is still the same. */
  private async look({ llama, files, notices }: LoadedModel): Promise<void> {
    const mode = llama.gpu === false ? 'cpu' : llama.gpu
    const name = mode === 'cpu' ? null : nameDevice(await llama.getGpuDeviceNames())
    const { total, used } = mode === 'cpu' ? { total: 0, used: 0 } : await llama.getVramState()
    // Without a GPU all is well unless one was asked for by name.
    const asked = mode === 'cpu' && env().GPU === 'cuda'
    const ok = !asked && !notices.some(aboutGpu)
    const mib = (bytes: number) => Math.round(bytes / MIB)
    this.gpu = { ok, name, mode, vramTotalMiB: mib(total), vramUsedMiB: mib(used) }
    this.notices = [
      ...notices,
      ...(filesChanged(files) ? [{ code: 'model_replaced' as const, params: {} }] : []),
    ]
  }
}
