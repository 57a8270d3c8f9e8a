import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readCatalogue } from './models/catalogue.mjs'
import { entryOf, listModels, rankOf } from './models/list-models.mjs'
import { HashCache, isProjector, shardsOf } from './models/model-files.mjs'

export { listModels }

const choiceFile = (stateDir) => path.join(stateDir, 'model-choice.json')

/** The model an administrator chose: its first file, relative to models/; null when none was. */
export function readChoice(stateDir) {
  try {
    const { file } = JSON.parse(readFileSync(choiceFile(stateDir), 'utf8'))
    return typeof file === 'string' ? file : null
  } catch {
    return null
  }
}

/** Keeps the choice for the next start; null goes back to the order of `checkModel`. */
export function writeChoice(stateDir, file) {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  writeFileSync(choiceFile(stateDir), JSON.stringify({ file }), { mode: 0o600 })
}

/** The first file of the model to load, or the models among which somebody has to choose. */
async function choose({ root, modelPath, stateDir }) {
  if (modelPath) return { first: path.resolve(root, modelPath) }
  const models = path.join(root, 'models')
  const chosen = readChoice(stateDir)
  if (chosen !== null && existsSync(path.join(models, chosen))) return { first: path.join(models, chosen) }
  const listed = await listModels({ root, stateDir })
  const [best, ...others] = listed
  if (!best) return { first: path.join(models, readDemo(root, stateDir)) }
  // The same model twice is no question.
  const equals = others.filter(
    (other) => rankOf(other) === rankOf(best) && !(best.id && other.id === best.id),
  )
  return equals.length === 0 ? { first: path.join(models, best.file) } : { candidates: [best, ...equals] }
}

/** Where the bundled model ought to lie, for the sentence that says it is missing. */
const readDemo = (root, stateDir) =>
  readCatalogue(root, stateDir).find(({ role }) => role === 'demo')?.files[0].path ?? 'demo'

/**
 * Which model will be loaded, and whether its files are whole: the file that MODEL_PATH names, else what an
 * administrator chose, else the best of the models folder by what it may be used for. Two of one rank are
 * `model_ambiguous`. A file that lies where a catalogue's file lies and is not that file is `model_altered`.
 */
export async function checkModel({ root, modelPath, stateDir, fresh = false }) {
  const result = {
    name: '',
    catalogueId: null,
    role: 'clinical',
    files: [],
    reason: null,
    file: null,
    candidates: [],
  }
  const fail = (reason, file) => ({ ...result, ok: false, reason, file: path.relative(root, file) })
  const { first, candidates } = await choose({ root, modelPath, stateDir })
  if (candidates) return { ...result, ok: false, reason: 'model_ambiguous', candidates }
  const entries = readCatalogue(root, stateDir)
  const shards = shardsOf(first)
  const missing = shards.find((file) => !existsSync(file) || !statSync(file).isFile())
  if (missing) return fail('model_missing', missing)
  if (isProjector(first)) return fail('model_projector', first)
  const cache = new HashCache(stateDir, fresh)
  for (const file of shards) {
    const sha256 = await cache.hash(file)
    result.files.push({ path: file, sha256 })
    const here = path.relative(path.join(root, 'models'), file)
    const described = entries.flatMap(({ files }) => files).find((one) => one.path === here)
    if (described && described.sha256 !== sha256) return fail('model_altered', file)
  }
  const entry = entryOf(
    entries,
    result.files.map(({ sha256 }) => sha256),
  )
  return {
    ...result,
    ok: true,
    name: entry?.name ?? path.basename(first),
    catalogueId: entry?.id ?? null,
    role: entry?.role ?? 'clinical',
  }
}
