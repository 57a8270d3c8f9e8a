export interface ModelFile {
  path: string
  sha256: string
}
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
export function checkModel(options: {
  root: string
  modelPath?: string | undefined
  stateDir: string
  /** Takes the hashes again instead of those known of unchanged files. */
  fresh?: boolean
}): Promise<ModelCheck>

export function readChoice(stateDir: string): string | null
/** `models`: the models folder, where it is not that of the working directory. */
export function writeChoice(stateDir: string, file: string | null, models?: string): void
export function listModels(options: { root: string; stateDir: string }): Promise<ListedModel[]>
