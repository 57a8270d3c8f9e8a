import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { DEMO_MODEL } from '@/lib/testing/demo-model'
import { bundleReader } from '@/boot/build/bundle-reader'
import { makeSecrets } from '@/boot/settle/make-secrets'
import { installedPart, installPart, resetProcess } from '@/lib/testing/process-parts'

const MIGRATIONS = path.resolve(import.meta.dirname, '../../prisma/migrations')

/** What a process remembers of the state folder it had before. */
const PER_STATE = [
  'db',
  'audit-clock',
  'directory-last-good',
  'directory-answers',
  'trail-watch',
  'trail-height',
  'denied-sessions',
  'lock-state',
  'audit-readings',
  'write-probe',
  'database-answers',
  'attempt-lanes',
  'counted-refusals',
  'library-index',
  'usage-runs',
] as const

/** Makes the process forget what it knows of its state folder, for who goes on with another one. */
export const forgetState = (): void => resetProcess(...PER_STATE)

export interface TestState {
  /** The temporary state folder: `innerward.db` and `secrets/`. */
  dir: string
  /** Disconnects the database client, if there is one, and removes the folder. */
  remove: () => Promise<void>
}

function migrate(file: string): void {
  const database = new Database(file)
  const folders = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  for (const { name } of folders.sort((a, b) => a.name.localeCompare(b.name))) {
    database.exec(readFileSync(path.join(MIGRATIONS, name, 'migration.sql'), 'utf8'))
  }
  database.close()
}

let bundled: Promise<string> | undefined

/** The reader of this checkout, bundled once for this process; a build makes the one that the portal starts. */
export function testReader(): Promise<string> {
  bundled ??= (async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'innerward-reader-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    const file = path.join(folder, 'reader.cjs')
    await bundleReader(path.resolve(import.meta.dirname, '../..'), file)
    return file
  })()
  return bundled
}

/** Sets environment variables and makes the configuration be read again. `undefined` removes a variable. */
export function setTestEnv(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) Reflect.deleteProperty(process.env, name)
    else process.env[name] = value
  }
  resetProcess('env')
}

/**
 * A fresh state folder with secrets and a migrated, empty SQLite file, made the current one of this process. The model
 * is the demo model unless `variables` say otherwise; `MODEL_PATH: undefined` leaves the choice to the portal.
 */
export function createTestState(variables: Readonly<Record<string, string | undefined>> = {}): TestState {
  const dir = mkdtempSync(path.join(tmpdir(), 'innerward-test-'))
  makeSecrets(dir)
  migrate(path.join(dir, 'innerward.db'))
  setTestEnv({ NODE_ENV: 'test', LOG_LEVEL: 'silent', STATE_DIR: dir, MODEL_PATH: DEMO_MODEL, ...variables })
  installPart('reader-bundle', testReader)
  forgetState()
  const remove = async (): Promise<void> => {
    const client = (await installedPart('db')) as { $disconnect: () => Promise<void> } | undefined
    await client?.$disconnect()
    resetProcess('db')
    rmSync(dir, { recursive: true, force: true })
  }
  return { dir, remove }
}
