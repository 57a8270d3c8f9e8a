import { hasPip, runPython } from './fetch-wheels.mjs'
import { request } from './request.mjs'
import { sourcesOf } from './sources.mjs'

/** The first part stands for all of them; nothing is fetched. */
async function indexAnswers(parts, { env, signal }) {
  if (!(await hasPip(env, signal))) return false
  const network = ['--timeout', '4', '--retries', '0', '--disable-pip-version-check']
  return (
    (await runPython(['-m', 'pip', 'index', 'versions', parts[0].package, ...network], { env, signal }))
      .code === 0
  )
}

async function urlAnswers(url, { env, signal }) {
  const { status, close } = await request(url, { method: 'HEAD', env, signal })
  close()
  return status < 400
}

/**
 * Which sources of a model answer within `withinMs` in all: their origins (see `sourcesOf`), asked about its first file.
 * Empty when none does. A source that hangs only costs that time.
 */
export async function reachable({ entry, env, signal }, withinMs) {
  const stop = new AbortController()
  const end = () => stop.abort()
  const timer = setTimeout(end, withinMs)
  signal?.addEventListener('abort', end, { once: true })
  if (signal?.aborted) end()
  const options = { env, signal: stop.signal }
  const asked = sourcesOf({ entry, file: entry.files[0], env }).map(async ({ origin, url, parts }) => {
    const answers = await (parts ? indexAnswers(parts, options) : urlAnswers(url, options)).catch(() => false)
    return answers ? origin : null
  })
  try {
    return (await Promise.all(asked)).filter((origin) => origin !== null)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', end)
  }
}
