import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bin } from '@/scripts/install.mjs'
import { BASELINES, OWN_BASELINES } from './baselines'
import { packPng } from '@/lib/testing/pack-png'

/**
 * `npm run visual`: compares every screen with its picture. With `--update` the pictures are made anew, and those of other
 * versions are removed; further words go to Playwright.
 */
const root = path.resolve(import.meta.dirname, '../..')
const given = process.argv.slice(2)
const update = given.includes('--update')
const more = given.filter((word) => word !== '--update')

const words = ['test', '--config', 'e2e/visual/playwright.config.ts', ...more]
if (update) {
  if (more.length === 0) rmSync(BASELINES, { recursive: true, force: true })
  words.push('--update-snapshots=all')
}
const env = { ...process.env, ...(update ? { VISUAL_UPDATE: 'yes' } : {}) }
const { status } = spawnSync(bin(root, 'playwright'), words, { cwd: root, env, stdio: 'inherit' })
if (update && existsSync(OWN_BASELINES)) {
  for (const name of readdirSync(OWN_BASELINES)) {
    const file = path.join(OWN_BASELINES, name)
    writeFileSync(file, packPng(readFileSync(file)))
  }
}
process.exit(status ?? 1)
