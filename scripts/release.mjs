import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * What an installed release says of itself: `release.json`, written by `npm run bundle`. Null in a checkout. A release brings its
 * packages, its database client and its pages, and its folder cannot be written to: nothing in it is installed, made or built.
 * @param {string} root
 * @returns {{ version: string, commit: string | null, builtAt: string, variant: string } | null}
 */
export function readRelease(root) {
  const file = path.join(root, 'release.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}
