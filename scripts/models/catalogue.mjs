import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The models that the portal's own catalogue and the hospital's (`STATE_DIR/models.json`) describe, the hospital's last.
 * Their form is that of `catalogueEntrySchema` in `lib/inference/engine/catalogue.ts`. Throws SyntaxError on broken JSON.
 */
export function readCatalogue(root, stateDir) {
  return [path.join(root, 'models', 'catalogue.json'), path.join(stateDir, 'models.json')]
    .filter((file) => existsSync(file))
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).models)
}
