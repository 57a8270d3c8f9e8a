import { existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { claimFolder } from '@/lib/inference/models/fetch/claim-folder'
import { readCatalogue, type CatalogueFile, type ModelEntry } from '@/lib/inference/models/catalogue'
import {
  checkDisk,
  machine,
  memoryShort,
  refuseProjector,
  requireTerms,
  type Probe,
  type Say,
} from '@/lib/inference/models/fetch/conditions'
import { Interrupted, ModelFailure, reasonOf, type Words } from '@/lib/inference/models/fetch/failure'
import type { FetchOptions } from '@/lib/inference/models/fetch/fetch-url'
import { removeStaleFolders } from '@/lib/inference/models/fetch/fetch-wheels'
import { cleanModels, moveInto } from '@/lib/inference/models/fetch/move-into'
import { fileSha256, Partial } from '@/lib/inference/models/fetch/partial'
import { createProgress, type Out, type Progress } from '@/lib/inference/models/fetch/progress'
import type { Environment } from '@/lib/inference/models/fetch/proxy'
import { sourcesOf, type Origin, type Source } from '@/lib/inference/models/fetch/sources'

export interface GetModelOptions {
  root: string
  stateDir: string
  id: string | undefined
  /** A file, a folder or a URL to try first. */
  from?: string | undefined
  acceptTerms?: boolean | (() => Promise<boolean>)
  probe?: Probe
  say: Say
  env: Environment
  out?: Out | undefined
  origins?: readonly Origin[] | undefined
  signal?: AbortSignal | undefined
  stallMs?: number | undefined
}

/** The catalogue's entry of that id. Throws ModelFailure that lists the ids there are. */
export function entryOf(root: string, stateDir: string, id: string | undefined): ModelEntry {
  const catalogue = readCatalogue(root, stateDir)
  const entry = catalogue.find((each) => each.id === id)
  if (entry) return entry
  const ids = catalogue.map((each) => each.id).join('  ')
  throw new ModelFailure(
    `${id ? `清单中没有模型 ${id}` : '请写出模型的编号'}。可选：${ids}`,
    `${id ? `The catalogue has no model ${id}` : 'Name a model by its id'}. There are: ${ids}`,
  )
}

async function isThere(
  models: string,
  { path: name, bytes, sha256 }: CatalogueFile,
  signal?: AbortSignal,
): Promise<boolean> {
  const file = path.join(models, name)
  return existsSync(file) && statSync(file).size === bytes && (await fileSha256(file, signal)) === sha256
}

/** Fills a partial from one source. Bytes that came from elsewhere may be at fault for a wrong hash: then it starts over once. */
async function fill(
  partial: Partial,
  source: Source,
  options: FetchOptions & { folder: string },
): Promise<void> {
  if (partial.size > partial.bytes) await partial.startAt(0)
  const continued = partial.size > 0
  if (partial.size < partial.bytes) await source.fetch(partial, options)
  if (await partial.isWhole()) return
  await partial.remove()
  if (continued) return fill(partial, source, options)
  throw new ModelFailure('内容与清单的校验值不符', 'what it gave does not match the checksum')
}

const wordsOf = (error: unknown): Words =>
  error instanceof ModelFailure ? [error.zh, error.en] : reasonOf(error)

/** Tries one source after the other; each failure is one sentence. Returns the whole partial. */
async function fetchFile(
  partial: Partial,
  sources: readonly Source[],
  { say, progress, ...options }: FetchOptions & { folder: string; say: Say; progress: Progress },
): Promise<void> {
  for (const source of sources) {
    say(`来源：${source.name}`, `Source: ${source.name}`)
    try {
      await fill(partial, source, options)
      return
    } catch (error) {
      if (partial.signal?.aborted || error instanceof Interrupted) throw new Interrupted()
      if (error instanceof ModelFailure && error.fatal) throw error
      const [zh, en] = wordsOf(error)
      progress.end()
      say(`  无法取得：${zh}。`, `  Not from here: ${en}.`)
    } finally {
      progress.end()
      await partial.close()
    }
  }
  const tried = sources.map(({ name }) => `\n  - ${name}`).join('')
  throw new ModelFailure(
    `没有一个来源可用。可从能联网的电脑下载后用 --from 文件或文件夹。已尝试：${tried || '（清单中没有来源）'}`,
    `No source worked. Fetch it elsewhere and use --from FILE or FOLDER. Tried: ${tried || '(the catalogue has none)'}`,
  )
}

type Fetching = Pick<GetModelOptions, 'from' | 'origins' | 'out' | 'signal'> &
  FetchOptions & {
    entry: ModelEntry
    missing: readonly CatalogueFile[]
    folder: string
    models: string
    say: Say
  }

async function fetchAll({ entry, missing, folder, models, origins, ...options }: Fetching): Promise<void> {
  const progress = createProgress({
    total: missing.reduce((sum, { bytes }) => sum + bytes, 0),
    out: options.out,
  })
  let before = 0
  const partials: { partial: Partial; target: string }[] = []
  for (const file of missing) {
    const offset = before
    const onSize = (size: number): void => progress.at(offset + size)
    const { sha256, bytes } = file
    const partial = new Partial({ folder, sha256, bytes, signal: options.signal, onSize })
    const sources = sourcesOf({ entry, file, from: options.from, env: options.env })
    const chosen = sources.filter(({ origin }) => origins?.includes(origin) ?? true)
    await fetchFile(partial, chosen, { ...options, folder, progress })
    partials.push({ partial, target: path.join(models, file.path) })
    before += file.bytes
  }
  // The first shard comes last: it is the one by which a model is found.
  for (const { partial, target } of partials.reverse()) await moveInto(target, partial)
}

async function claimDownloads(folder: string, models: string): Promise<() => Promise<unknown>> {
  const release = await claimFolder(folder, 'download-')
  const other = release && (await claimFolder(models, 'models-'))
  if (release && other) return () => Promise.all([release(), other()])
  await release?.()
  throw new ModelFailure(
    '另一个进程正在下载模型。请等它结束后重试。',
    'Another process is fetching a model. Wait for it to end and try again.',
  )
}

/**
 * Fetches the files of a catalogue's model into `models/`, which only ever holds whole files of the right SHA-256.
 *
 * `from` is a file, a folder or a URL to try first; `acceptTerms` is true or asks; `probe` says what the machine has free;
 * `origins` limits the sources (see `sourcesOf`); `signal` stops it, after which another run continues.
 * Resolves to `{ files, fetched }`, `fetched` false when they were there. Rejects with ModelFailure or Interrupted.
 */
export async function getModel(options: GetModelOptions): Promise<{ files: string[]; fetched: boolean }> {
  const { root, stateDir, id, acceptTerms = false, probe = machine, say, signal } = options
  const { env, out = process.stdout, from, origins, stallMs } = options
  const entry = entryOf(root, stateDir, id)
  refuseProjector(entry, from)
  const [models, folder] = [path.join(root, 'models'), path.join(stateDir, 'downloads')]
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  mkdirSync(models, { recursive: true })
  const release = await claimDownloads(folder, models)
  try {
    removeStaleFolders(folder)
    cleanModels(models, entry)
    const files = entry.files.map((file) => path.join(models, file.path))
    const missing: CatalogueFile[] = []
    for (const file of entry.files) if (!(await isThere(models, file, signal))) missing.push(file)
    if (missing.length === 0) {
      say(
        `${entry.name} 已在 models/ 中，校验值正确。`,
        `${entry.name} is in models/ already and matches its checksum.`,
      )
      return { files, fetched: false }
    }
    await requireTerms({ entry, stateDir, acceptTerms, say })
    const partialBytes = missing.reduce(
      (sum, { sha256, bytes }) => sum + new Partial({ folder, sha256, bytes }).size,
      0,
    )
    checkDisk({ missing, partialBytes, folders: [folder, models], probe })
    const short = memoryShort(entry, probe)
    if (short) say(`注意：${short[0]}`, `Note: ${short[1]}`)
    await fetchAll({ entry, missing, folder, models, origins, from, say, env, out, signal, stallMs })
    say(`${entry.name} 已就绪，校验值正确。`, `${entry.name} is ready and matches its checksum.`)
    return { files, fetched: true }
  } finally {
    await release()
  }
}
