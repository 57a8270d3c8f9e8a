import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import path from 'node:path'
import { inheritedEnvironment } from '@/lib/config/env'

/**
 * What the build depends on: every file of the checkout but what is certainly not compiled. A name forgotten here costs a
 * build that was not needed; a list of what is compiled would serve a stale page instead (decision 0055).
 */
const NOT_COMPILED = new Set([
  '.ci',
  '.git',
  '.next',
  'bench',
  'coverage',
  'deploy',
  'dist',
  'docs',
  'e2e',
  'lib/db/generated',
  'models',
  'next-env.d.ts',
  'node_modules',
  'playwright-report',
  'test-results',
  'var',
])
const NOT_COMPILED_KIND = /\.(md|gguf|log|tsbuildinfo)$|\.test\.tsx?$/
/** Settings of the environment that Next, Node or the style sheet's compiler read while they build; not those that only silence a message. */
const BUILD_SETTING =
  /^(NEXT_(?!TELEMETRY_)|__NEXT_|NODE_OPTIONS$|TURBOPACK|BROWSERSLIST(?!_IGNORE_OLD_DATA$)|TAILWIND)/

/**
 * Files below `root` that the build may read, relative to it, in order; a folder named in `aside` (absolute paths: state,
 * backups) is left out. A link is not followed into a folder.
 */
export function buildInputs(root: string, aside: readonly string[] = []): string[] {
  const walk = (folder: string): string[] =>
    readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (NOT_COMPILED.has(name) || NOT_COMPILED_KIND.test(name)) return []
      if (aside.includes(path.join(root, name))) return []
      if (entry.isDirectory()) return walk(name)
      return entry.isFile() || entry.isSymbolicLink() ? [name] : []
    })
  return walk('').sort()
}

function contentOf(file: string): Buffer | string {
  try {
    if (statSync(file).isFile()) return readFileSync(file)
    return readlinkSync(file)
  } catch (error) {
    // A broken link, or a file of somebody else: what the build cannot read it does not depend on.
    return String((error as NodeJS.ErrnoException).code)
  }
}

interface Build {
  root: string
  /** What the pinned Node says of its version. */
  node: string
  env?: Readonly<Record<string, string | undefined>>
}

/** SHA-256 over names and contents of the build's inputs, the settings of `env` that change it, and Node's version. */
export function buildFingerprint({ root, node, env = inheritedEnvironment() }: Build): string {
  const aside = [env['STATE_DIR'], env['BACKUP_DIR']].flatMap((dir) => (dir ? [path.resolve(root, dir)] : []))
  const hash = createHash('sha256').update(`${node}\0${process.platform}\0${process.arch}\0`)
  for (const name of Object.keys(env)
    .filter((each) => BUILD_SETTING.test(each))
    .sort()) {
    hash.update(`${name}=${env[name] ?? ''}\0`)
  }
  for (const name of buildInputs(root, aside)) {
    const content = contentOf(path.join(root, name))
    hash.update(`${name}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
