import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { readCatalogue, type ModelEntry } from '@/lib/inference/models/catalogue'
import { combinedHash, HashCache, modelsIn, shardsOf } from '@/lib/inference/models/model-files'

/** What goes first where nobody chose: what the hospital accepted, then its other models, then evaluation, then demo. */
/** A model in the models folder: what it is by its hash, and what it may be used for. */
export interface ListedModel {
  /** First file, relative to models/. */
  file: string
  /** Id in a catalogue; null for a file that none knows. */
  id: string | null
  name: string
  standing: 'demo' | 'evaluation' | 'unreleased' | 'released'
  /** Over all shards. */
  sizeBytes: number
}

const RANK = ['released', 'unreleased', 'evaluation', 'demo']
export const rankOf = ({ standing }: ListedModel): number => RANK.indexOf(standing)

/** Hashes of the models that the hospital accepted; the portal writes the file from its database. */
function releasedHashes(stateDir: string): Set<string> {
  try {
    const { released } = JSON.parse(
      readFileSync(path.join(stateDir, 'releases', 'model-releases.json'), 'utf8'),
    ) as { released: { sha256: string }[] }
    return new Set(released.map(({ sha256 }) => sha256))
  } catch {
    return new Set()
  }
}

const sizeOf = (files: readonly string[]): number =>
  files.filter((file) => existsSync(file)).reduce((sum, file) => sum + statSync(file).size, 0)
const bytesOf = (entry: ModelEntry): number => entry.files.reduce((sum, { bytes }) => sum + bytes, 0)

/** The entry whose files have these hashes, in this order. */
export const entryOf = (entries: readonly ModelEntry[], hashes: readonly string[]): ModelEntry | undefined =>
  entries.find(({ files }) => files.map(({ sha256 }) => sha256).join() === hashes.join())

/** The project and the state folder that count. */
interface Place {
  root: string
  stateDir: string
}

/**
 * Every model that can be chosen. A file is known by its hash, never by its name: one that no catalogue knows is
 * clinical and not released. Files are hashed only where something could know them.
 */
export async function listModels({ root, stateDir }: Place): Promise<ListedModel[]> {
  const models = path.join(root, 'models')
  const entries = readCatalogue(root, stateDir)
  const released = releasedHashes(stateDir)
  const cache = new HashCache(stateDir)
  const bundled = entries
    .filter(({ role }) => role === 'demo')
    .map(({ files }) => path.join(models, files[0].path))
    .filter((first) => shardsOf(first).every((file) => existsSync(file)))
  const describe = async (first: string): Promise<ListedModel> => {
    const files = shardsOf(first)
    const sizeBytes = sizeOf(files)
    const whole = files.every((file) => existsSync(file))
    const plausible = whole && (released.size > 0 || entries.some((entry) => bytesOf(entry) === sizeBytes))
    const hashes = plausible ? await Promise.all(files.map((file) => cache.hash(file))) : []
    const entry = plausible ? entryOf(entries, hashes) : undefined
    const accepted = plausible && released.has(combinedHash(hashes))
    const role = entry?.role ?? 'clinical'
    const file = path.relative(models, first)
    const standing = role === 'clinical' ? (accepted ? 'released' : 'unreleased') : role
    return { file, id: entry?.id ?? null, name: entry?.name ?? file, standing, sizeBytes }
  }
  const found: ListedModel[] = []
  for (const first of new Set([...modelsIn(models), ...bundled])) found.push(await describe(first))
  return found.sort((a, b) => rankOf(a) - rankOf(b) || a.file.localeCompare(b.file))
}
