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

/**
 * The settings that hold in an installed release where nobody sets them: its state lies outside its folder, and nothing is fetched.
 * None in a checkout.
 * @param {string} root
 * @returns {Record<string, string>}
 */
export const releaseSettings = (root) =>
  readRelease(root) === null ? {} : { STATE_DIR: '/var/lib/innerward', EVALUATION_MODEL: 'off' }
