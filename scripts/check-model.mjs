import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'

const SHARD = /^(.*)-00001-of-(\d{5})\.gguf$/i

/** All shards of a model, given its first file. */
function shardsOf(first) {
  const split = SHARD.exec(first)
  if (!split) return [first]
  const [, stem, count] = split
  return Array.from(
    { length: Number(count) },
    (_, i) => `${stem}-${String(i + 1).padStart(5, '0')}-of-${count}.gguf`,
  )
}

function droppedIn(models) {
  return readdirSync(models)
    .filter((name) => /\.gguf$/i.test(name) && (SHARD.test(name) || !/-of-\d{5}\.gguf$/i.test(name)))
    .sort()
    .map((name) => path.join(models, name))
}

function readCache(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

async function sha256(file) {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: 4 * 1024 * 1024 })) hash.update(chunk)
  return hash.digest('hex')
}

/** Hashes a file once; the result is kept by path, size, modification time and inode. */
async function cachedHash(file, cache) {
  const { size, mtimeMs, ino } = statSync(file)
  const stamp = `${size}:${mtimeMs}:${ino}`
  if (cache[file]?.stamp !== stamp) cache[file] = { stamp, sha256: await sha256(file) }
  return cache[file].sha256
}

const choiceFile = (stateDir) => path.join(stateDir, 'model-choice.json')

/** The model an administrator chose: its first file, relative to models/; null when none was. */
export function readChoice(stateDir) {
  const { file } = readCache(choiceFile(stateDir))
  return typeof file === 'string' ? file : null
}

/** Keeps the choice for the next start; null goes back to the order of `checkModel`. */
export function writeChoice(stateDir, file) {
  writeFileSync(choiceFile(stateDir), JSON.stringify({ file }), { mode: 0o600 })
}

function listed(models) {
  return JSON.parse(readFileSync(path.join(models, 'manifest.json'), 'utf8')).models
}

/** Every model that can be chosen: its first file relative to models/, its name, its size in bytes over all shards. */
export function listModels(root) {
  const models = path.join(root, 'models')
  const known = listed(models).map(({ name, files, role }) => ({
    file: files[0].path,
    name,
    demo: role === 'demo',
  }))
  const dropped = droppedIn(models)
    .map((file) => path.relative(models, file))
    .filter((file) => !known.some((entry) => entry.file === file))
    .map((file) => ({ file, name: file, demo: false }))
  return [...dropped, ...known].flatMap((entry) => {
    const shards = shardsOf(path.join(models, entry.file))
    if (!shards.every((file) => existsSync(file))) return []
    return [{ ...entry, sizeBytes: shards.reduce((sum, file) => sum + statSync(file).size, 0) }]
  })
}

function choose(root, { modelPath, stateDir }) {
  const models = path.join(root, 'models')
  const chosen = readChoice(stateDir)
  const kept =
    chosen !== null && existsSync(path.join(models, chosen)) ? path.join(models, chosen) : undefined
  const first = modelPath ? path.resolve(root, modelPath) : (kept ?? droppedIn(models)[0])
  const entries = listed(models)
  const entry = first
    ? entries.find((model) => path.join(models, model.files[0].path) === first)
    : entries.find((model) => model.role === 'demo')
  if (entry) {
    const files = entry.files.map((file) => ({ path: path.join(models, file.path), expected: file.sha256 }))
    return { name: entry.name, manifestId: entry.id, files }
  }
  const files = shardsOf(first).map((file) => ({ path: file, expected: null }))
  return { name: path.basename(first), manifestId: null, files }
}

/**
 * Which model will be loaded, and whether its files are whole. A file named by MODEL_PATH comes first, then the one an
 * administrator chose, then one dropped in models/, then the bundled demo model. Files of the manifest must have the manifest's SHA-256.
 */
export async function checkModel({ root, modelPath, stateDir }) {
  const { name, manifestId, files } = choose(root, { modelPath, stateDir })
  const result = { name, manifestId, files: [], reason: null, file: null }
  const fail = (reason, file) => ({ ...result, ok: false, reason, file: path.relative(root, file) })
  const cacheFile = path.join(stateDir, 'model-hashes.json')
  const cache = readCache(cacheFile)
  for (const file of files) {
    if (!existsSync(file.path)) return fail('model_missing', file.path)
    const hash = await cachedHash(file.path, cache)
    if (file.expected && hash !== file.expected) return fail('model_altered', file.path)
    result.files.push({ path: file.path, sha256: hash })
  }
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  writeFileSync(cacheFile, JSON.stringify(cache), { mode: 0o600 })
  return { ...result, ok: true }
}
