import { existsSync } from 'node:fs'

/** Threads for files, compression and passwords beside a model that decodes elsewhere, or on a GPU. */
const MANY = 16

/**
 * Size of libuv's thread pool (`UV_THREADPOOL_SIZE`) for a process with these settings. One thread where the model
 * decodes in this process on several cores: each pool thread that decodes keeps a team of OpenMP threads of its own,
 * and once there are more of those than cores, GNU libgomp lets them sleep at every barrier, which halves the speed
 * (`gomp_throttled_spin_count_var`; docs/decisions/0046).
 */
export function poolSize(env, hasNvidia = () => existsSync('/dev/nvidiactl')) {
  if (env.UV_THREADPOOL_SIZE) return env.UV_THREADPOOL_SIZE
  if (env.ENGINE === 'child' || env.ENGINE === 'remote') return String(MANY)
  const onCpu = env.GPU === 'off' || !hasNvidia()
  return String(onCpu && env.CPU_THREADS !== '1' ? 1 : MANY)
}
