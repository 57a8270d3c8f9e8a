export interface ModelFile {
  path: string
  sha256: string
}
export interface ModelCheck {
  ok: boolean
  /** Name for people: the manifest's, else the file's. */
  name: string
  /** Id in the manifest, or null for a file it does not list. */
  manifestId: string | null
  files: ModelFile[]
  reason: 'model_missing' | 'model_altered' | null
  /** The file at fault, relative to the project. */
  file: string | null
}
export function checkModel(options: {
  root: string
  modelPath?: string | undefined
  stateDir: string
}): Promise<ModelCheck>

export function readChoice(stateDir: string): string | null
export function writeChoice(stateDir: string, file: string | null): void
export function listModels(root: string): { file: string; name: string; demo: boolean; sizeBytes: number }[]
