import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { environmentOf } from '@/lib/config/env'
import { readCatalogue } from '@/lib/inference/models/catalogue'
import { entryOf, listModels, rankOf, type ListedModel } from '@/lib/inference/models/list-models'
import { edgesHash, HashCache, kindOf, shardsOf } from '@/lib/inference/models/model-files'
import { writeFileWhole } from '@/lib/shared/write-file-whole'

export interface ModelFile {
  path: string
  sha256: string
}
export interface ModelCheck {
  ok: boolean
  /** Name for people: the catalogue's, else the file's. */
  name: string
  catalogueId: string | null
  role: 'demo' | 'evaluation' | 'clinical'
  files: ModelFile[]
  reason: 'model_missing' | 'model_altered' | 'model_replaced' | 'model_ambiguous' | 'model_projector' | null
  /** The file at fault, relative to the project. */
  file: string | null
  /** The models among which somebody has to choose. */
  candidates: ListedModel[]
}
interface Question {
  root: string
  modelPath?: string | undefined
  stateDir: string
  /** Takes the hashes again instead of those known of unchanged files. */
  fresh?: boolean
}
interface Choice {
  file: string | null
  stamp: string | null
}

const choiceFile = (stateDir: string): string => path.join(stateDir, 'model-choice.json')

/** The model an administrator chose: its first file, relative to models/; null when none was. */
export function readChoice(stateDir: string): string | null {
  return choiceOf(stateDir).file
}

function choiceOf(stateDir: string): Choice {
  try {
    const kept = JSON.parse(readFileSync(choiceFile(stateDir), 'utf8')) as Partial<Choice>
    const { file, stamp = null } = kept
    return typeof file === 'string' ? { file, stamp } : { file: null, stamp: null }
  } catch {
    return { file: null, stamp: null }
  }
}

/** Size and hash of the chosen file's beginning and end: another file under its name is another model. */
const stampOf = (first: string): string => `${statSync(first).size}:${edgesHash(first)}`

/** Keeps the choice for the next start; null goes back to the order of `checkModel`. */
export function writeChoice(stateDir: string, file: string | null, models = path.resolve('models')): void {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  const first = file === null ? null : path.join(models, file)
  const stamp = first !== null && existsSync(first) ? stampOf(first) : null
  writeFileWhole(choiceFile(stateDir), JSON.stringify({ file, stamp }))
}

type Chosen = { first: string } | { replaced: string } | { candidates: ListedModel[] }

/** The first file of the model to load, or the models among which somebody has to choose. */
async function choose({ root, modelPath, stateDir }: Question): Promise<Chosen> {
  if (modelPath) return { first: path.resolve(root, modelPath) }
  const models = path.join(root, 'models')
  const { file, stamp } = choiceOf(stateDir)
  const chosen = file === null ? null : path.join(models, file)
  if (chosen !== null && existsSync(chosen)) {
    return stamp === null || stamp === stampOf(chosen) ? { first: chosen } : { replaced: chosen }
  }
  // A running portal keeps to the model of its start, whatever is put beside it.
  const { MODEL_AT_START: atStart } = environmentOf(['MODEL_AT_START'])
  if (atStart && existsSync(atStart)) return { first: atStart }
  const listed = await listModels({ root, stateDir })
  const [best, ...others] = listed
  if (!best) return { first: path.join(models, readDemo(root, stateDir)) }
  // The same model twice is no question.
  const equals = others.filter(
    (other) => rankOf(other) === rankOf(best) && !(best.id && other.id === best.id),
  )
  return equals.length === 0 ? { first: path.join(models, best.file) } : { candidates: [best, ...equals] }
}

/**
 * Whether the files of the model that a running portal uses are still there, so that its next start finds them; true where it keeps
 * to none.
 */
export function modelIsThere({ root, modelPath, stateDir }: Question): boolean {
  const { file } = choiceOf(stateDir)
  const { MODEL_AT_START: atStart } = environmentOf(['MODEL_AT_START'])
  const first = modelPath ?? (file === null ? atStart : path.join('models', file))
  return !first || shardsOf(path.resolve(root, first)).every((shard) => existsSync(shard))
}

/** Where the bundled model ought to lie, for the sentence that says it is missing. */
const readDemo = (root: string, stateDir: string): string =>
  readCatalogue(root, stateDir).find(({ role }) => role === 'demo')?.files[0].path ?? 'demo'

/**
 * Which model will be loaded, and whether its files are whole: the file that MODEL_PATH names, else what an
 * administrator chose, else the best of the models folder by what it may be used for. Two of one rank are
 * `model_ambiguous`. A file that lies where a catalogue's file lies and is not that file is `model_altered`.
 */
export async function checkModel({
  root,
  modelPath,
  stateDir,
  fresh = false,
}: Question): Promise<ModelCheck> {
  const result: ModelCheck = {
    ok: false,
    name: '',
    catalogueId: null,
    role: 'clinical',
    files: [],
    reason: null,
    file: null,
    candidates: [],
  }
  const fail = (reason: NonNullable<ModelCheck['reason']>, file: string): ModelCheck => ({
    ...result,
    reason,
    file: path.relative(root, file),
  })
  const chosen = await choose({ root, modelPath, stateDir })
  if ('candidates' in chosen) {
    return { ...result, reason: 'model_ambiguous', candidates: chosen.candidates }
  }
  if ('replaced' in chosen) return fail('model_replaced', chosen.replaced)
  const { first } = chosen
  const entries = readCatalogue(root, stateDir)
  const shards = shardsOf(first)
  const missing = shards.find((file) => !existsSync(file) || !statSync(file).isFile())
  if (missing) return fail('model_missing', missing)
  const kind = kindOf(first)
  if (kind === 'projector') return fail('model_projector', first)
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
