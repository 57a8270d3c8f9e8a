import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'

const MIGRATIONS = path.resolve(import.meta.dirname, '../../prisma/migrations')
const singletons = globalThis as unknown as Record<symbol, unknown>

export interface TestState {
  /** The temporary state folder: `innerward.db` and `secrets/`. */
  dir: string
  /** Disconnects the database client, if there is one, and removes the folder. */
  remove: () => Promise<void>
}

function writeSecrets(dir: string): void {
  mkdirSync(path.join(dir, 'secrets'), { mode: 0o700 })
  for (const name of ['session', 'audit-chain', 'audit-content']) {
    writeFileSync(path.join(dir, 'secrets', name), randomBytes(32).toString('hex'), { mode: 0o600 })
  }
}

function migrate(file: string): void {
  const database = new Database(file)
  const folders = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  for (const { name } of folders.sort((a, b) => a.name.localeCompare(b.name))) {
    database.exec(readFileSync(path.join(MIGRATIONS, name, 'migration.sql'), 'utf8'))
  }
  database.close()
}

/** Sets environment variables and makes the configuration be read again. `undefined` removes a variable. */
export function setTestEnv(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) Reflect.deleteProperty(process.env, name)
    else process.env[name] = value
  }
  Reflect.deleteProperty(singletons, Symbol.for('innerward.env'))
}

/** A fresh state folder with secrets and a migrated, empty SQLite file, made the current one of this process. */
export function createTestState(variables: Readonly<Record<string, string | undefined>> = {}): TestState {
  const dir = mkdtempSync(path.join(tmpdir(), 'innerward-test-'))
  writeSecrets(dir)
  migrate(path.join(dir, 'innerward.db'))
  setTestEnv({ NODE_ENV: 'test', LOG_LEVEL: 'silent', STATE_DIR: dir, ...variables })
  Reflect.deleteProperty(singletons, Symbol.for('innerward.db'))
  const remove = async (): Promise<void> => {
    const client = (await singletons[Symbol.for('innerward.db')]) as
      { $disconnect: () => Promise<void> } | undefined
    await client?.$disconnect()
    Reflect.deleteProperty(singletons, Symbol.for('innerward.db'))
    rmSync(dir, { recursive: true, force: true })
  }
  return { dir, remove }
}
