import 'server-only'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { z } from 'zod'
import { readEnvFile, withLines, type EnvFile } from '@/lib/config/settings/env-file'
import { settingsSchema } from '@/lib/config/settings/schema/settings-schema'
import { strayNames } from '@/lib/config/settings/unknown-names'
import { processSingleton } from '@/lib/shared/process-singleton'

const checkedSchema = settingsSchema.refine(
  ({ LDAP_BIND_MODE, LDAP_BIND_TEMPLATE }) => LDAP_BIND_MODE === 'search' || LDAP_BIND_TEMPLATE !== undefined,
  { path: ['LDAP_BIND_TEMPLATE'] },
)

export type Env = Readonly<z.infer<typeof settingsSchema>>

/** Settings that the schema does not allow. The portal then ends with exit code 78. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
}

/** The settings that `given` holds; an empty text counts as none. Throws a ConfigurationError that lists the names of wrong ones. */
export function parseSettings(given: Readonly<Record<string, string | undefined>>): Env {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
  const parsed = checkedSchema.safeParse(set)
  if (parsed.success) return parsed.data
  const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))]
  throw new ConfigurationError(`Configuration is wrong: ${names.join(', ')}. See the table in README.md.`)
}

/** The parsed configuration. Throws a ConfigurationError that lists the names of wrong variables (never their values). */
export function env(): Env {
  return processSingleton('env', () => parseSettings(process.env))
}

/**
 * Takes the settings of a file into the environment of this process, which everything reads and child processes inherit; a
 * variable that is set already stays. The file is the one that `--env-file` names, else INNERWARD_ENV_FILE, else that of the
 * installation; `otherwise` holds what neither says. Meant for the first thing a program does. Returns what was read, with its faults.
 */
export function takeEnvFile(
  named: string | undefined,
  otherwise: Readonly<Record<string, string>> = {},
): EnvFile {
  const { INIT_CWD: here = process.cwd(), INNERWARD_ENV_FILE: set } = process.env
  const chosen = named ?? (set === '' ? undefined : set)
  const file = chosen === undefined ? undefined : path.resolve(here, chosen)
  const read = readEnvFile(file)
  const stray = withLines(strayNames(Object.keys(read.values)), read)
  if (file !== undefined) process.env.INNERWARD_ENV_FILE = file
  for (const [name, value] of Object.entries({ ...otherwise, ...read.values })) process.env[name] ??= value
  // A line of the file is at fault only where its value holds.
  const lines = Object.entries(read.lines).filter(([name]) => process.env[name] === read.values[name])
  return { ...read, faults: [...read.faults, ...stray], lines: Object.fromEntries(lines) }
}

/** Every variable of this process as it is, for the processes that a start runs. */
export const inheritedEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env })

/** True when people sign in from a directory of the hospital; the demo directory is for trying. */
export function usesHospitalDirectory(): boolean {
  const { LDAP_URL, DEMO_DIRECTORY } = env()
  return LDAP_URL.length > 0 && !DEMO_DIRECTORY
}

/** True when browsers on other machines reach the portal without encryption. */
export function isPlainBeyondThisMachine(): boolean {
  const { protocol, hostname } = new URL(env().NEXTAUTH_URL)
  return protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

/** The files that settings name, of which most hold a secret, as absolute paths: every set variable that ends in `_FILE`. */
export function fileSettings(): string[] {
  return Object.entries(process.env).flatMap(([name, value]) =>
    name.endsWith('_FILE') && value ? [path.resolve(/* turbopackIgnore: true */ value)] : [],
  )
}

/** The given variables of this process as they are, for a process that the portal starts. */
export function environmentOf(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** Absolute path of a file in the state folder (`var/`). */
export function statePath(...parts: string[]): string {
  return path.resolve(/* turbopackIgnore: true */ env().STATE_DIR, ...parts)
}

/** Reads a file of the secrets folder. Throws when it is missing or readable by group or others. */
export function secretFile(name: string): string {
  const file = statePath('secrets', name)
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new Error(`The secret "${name}" can be read by others. Run: chmod 600 ${file}`)
  }
  return readFileSync(file, 'utf8').trim()
}

/**
 * A secret made at first start by `boot/settle/make-secrets.ts`: 32 random bytes as 64 hex digits.
 * Throws when the file is missing, readable by group or others, or too short.
 */
export function secret(name: string): string {
  const value = secretFile(name)
  if (!/^[0-9a-f]{64,}$/.test(value)) {
    throw new Error(`The secret "${name}" is damaged. Restore it from the backup.`)
  }
  return value
}
