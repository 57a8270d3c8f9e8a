import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

function filesIn(target) {
  if (!existsSync(target)) return []
  if (statSync(target).isFile()) return [target]
  return readdirSync(target, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesIn(path.join(target, entry.name)))
}

/**
 * SHA-256 over the names and contents of files and folders below `root`; test files do not count.
 * @param {string} root
 * @param {readonly string[]} targets
 */
export function fingerprint(root, targets) {
  const hash = createHash('sha256')
  for (const file of targets.flatMap((target) => filesIn(path.join(root, target)))) {
    if (/\.test\.tsx?$/.test(file)) continue
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}
