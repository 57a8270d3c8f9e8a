import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { readCatalogue } from './catalogue.mjs'
import { combinedHash, HashCache, modelsIn, shardsOf } from './model-files.mjs'

/** What goes first where nobody chose: what the hospital accepted, then its other models, then evaluation, then demo. */
const RANK = ['released', 'unreleased', 'evaluation', 'demo']
export const rankOf = ({ standing }) => RANK.indexOf(standing)

/** Hashes of the models that the hospital accepted; the portal writes the file from its database. */
function releasedHashes(stateDir) {
  try {
    const { released } = JSON.parse(
      readFileSync(path.join(stateDir, 'releases', 'model-releases.json'), 'utf8'),
    )
    return new Set(released.map(({ sha256 }) => sha256))
  } catch {
    return new Set()
  }
}

const sizeOf = (files) =>
  files.filter((file) => existsSync(file)).reduce((sum, file) => sum + statSync(file).size, 0)
const bytesOf = (entry) => entry.files.reduce((sum, { bytes }) => sum + bytes, 0)

/** The entry whose files have these hashes, in this order. */
export const entryOf = (entries, hashes) =>
  entries.find(({ files }) => files.map(({ sha256 }) => sha256).join() === hashes.join())

/**
 * Every model that can be chosen. A file is known by its hash, never by its name: one that no catalogue knows is
 * clinical and not released. Files are hashed only where something could know them.
 */
export async function listModels({ root, stateDir }) {
  const models = path.join(root, 'models')
  const entries = readCatalogue(root, stateDir)
  const released = releasedHashes(stateDir)
  const cache = new HashCache(stateDir)
  const bundled = entries
    .filter(({ role }) => role === 'demo')
    .map(({ files }) => path.join(models, files[0].path))
    .filter((first) => shardsOf(first).every((file) => existsSync(file)))
  const describe = async (first) => {
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
  const found = []
  for (const first of new Set([...modelsIn(models), ...bundled])) found.push(await describe(first))
  return found.sort((a, b) => rankOf(a) - rankOf(b) || a.file.localeCompare(b.file))
}
