import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Where a hospital describes models of its own, in the form of the portal's catalogue. */
export const ownCatalogue = (stateDir) => path.join(stateDir, 'models.json')

const isFile = ({ path: name, bytes, sha256 }) =>
  typeof name === 'string' && Number.isInteger(bytes) && /^[0-9a-f]{64}$/.test(sha256)
const isEntry = ({ id, name, role, files, licence }) =>
  [id, name, role, licence?.name].every((text) => typeof text === 'string') && files.every(isFile)

function entriesOf(file) {
  try {
    const { models } = JSON.parse(readFileSync(file, 'utf8'))
    if (models.every(isEntry)) return models
  } catch {
    // Told below.
  }
  throw new Error(`${path.basename(file)} is not a catalogue of models`)
}

/**
 * The models that `models/catalogue.json` and the hospital's own `STATE_DIR/models.json` describe. The portal checks
 * every field; this looks only at what the start needs. Throws an Error that names the file when it is not a catalogue.
 */
export function readCatalogue(root, stateDir) {
  const files = [path.join(root, 'models', 'catalogue.json'), ownCatalogue(stateDir)]
  return files.filter((file) => existsSync(file)).flatMap(entriesOf)
}
