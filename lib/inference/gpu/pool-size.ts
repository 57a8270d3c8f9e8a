import { gpuUsable } from '@/lib/inference/gpu/gpu-report'
import { readGpu, thisMachine } from '@/lib/inference/gpu/read-gpu'

/** Threads for files, compression and passwords beside a model that decodes elsewhere, or on a GPU. */
const MANY = 16

type Environment = Readonly<Record<string, string | undefined>>

let known: boolean | undefined
/** Whether a process with this environment can use a card. Asked once: a card does not come while a process runs. */
const usableHere = (env: Environment): boolean => (known ??= gpuUsable(readGpu(thisMachine(env))))

/**
 * Size of libuv's thread pool (`UV_THREADPOOL_SIZE`) for a process with these settings. One thread where the model
 * decodes in this process on several cores: each pool thread that decodes keeps a team of OpenMP threads of its own,
 * and once there are more of those than cores, GNU libgomp lets them sleep at every barrier, which halves the speed
 * (`gomp_throttled_spin_count_var`; docs/decisions/0046). A card that lacks its driver or libraries counts as none.
 */
export function poolSize(env: Environment, canUseGpu = usableHere): string {
  if (env['UV_THREADPOOL_SIZE']) return env['UV_THREADPOOL_SIZE']
  if (env['ENGINE'] === 'child' || env['ENGINE'] === 'remote' || env['CPU_THREADS'] === '1')
    {return String(MANY)}
  return String(env['GPU'] !== 'off' && canUseGpu(env) ? MANY : 1)
}
