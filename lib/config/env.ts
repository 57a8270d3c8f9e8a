import 'server-only'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { processSingleton } from '@/lib/shared/process-singleton'
import { trustedProxies } from '@/lib/config/client-address'

/** No more than the policy of the same name allows (`policies.sessions` of `lib/auth/feature.ts`). */
const seconds = (fallback: number, most = Number.MAX_SAFE_INTEGER) =>
  z.coerce.number().int().min(1).max(most).default(fallback)
const flag = z
  .enum(['on', 'off'])
  .default('off')
  .transform((value) => value === 'on')

const attributeName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]*$/)
  .meta({
    zh: '应为目录属性名，只含字母、数字和连字符',
    en: 'must be the name of a directory attribute: letters, digits and hyphens',
  })

/** Whether a text is a list of addresses and CIDR networks, as the server process will read it. */
function areNetworks(text: string): boolean {
  try {
    trustedProxies(text)
    return true
  } catch {
    return false
  }
}

/** Every setting of the portal. `meta` tells the allowed form where the type alone does not say it. */
export const settingsSchema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  PORT: z.coerce.number().int().min(1).max(65535).default(6006),
  /** Address the portal listens on. Unset: this machine alone unless a hospital directory is configured. */
  HOST: z.string().optional(),
  /** Proxies whose word on the client's address counts: addresses and CIDR networks, separated by commas. */
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .refine((text) => areNetworks(text))
    .meta({
      zh: '应为地址或网段，以逗号分隔，例如 10.0.0.5,10.1.0.0/16',
      en: 'must be addresses or networks, separated by commas, like 10.0.0.5,10.1.0.0/16',
    }),
  /** The address users type, for example https://innerward.hospital.internal. */
  NEXTAUTH_URL: z
    .url({ protocol: /^https?$/ })
    .meta({
      zh: '应写成 https://innerward.hospital.internal 的形式',
      en: 'must be an address like https://innerward.hospital.internal',
    })
    .default('http://localhost:6006'),
  /** Certificate and key, in PEM form, with which the portal serves https itself. */
  TLS_CERT_FILE: z.string().optional(),
  TLS_KEY_FILE: z.string().optional(),
  /** Lets browsers on other machines reach the portal without encryption. */
  ALLOW_HTTP: flag,
  STATE_DIR: z.string().default('var'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),

  /** One or several directory servers, separated by commas, in the order to try them. */
  LDAP_URL: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
    .pipe(z.array(z.url({ protocol: /^ldaps?$/ })))
    .meta({
      zh: '应写成 ldaps://dc1.hospital.internal 的形式，多个以逗号分隔',
      en: 'must be addresses like ldaps://dc1.hospital.internal, separated by commas',
    }),
  /** Encrypts `ldap://` connections before anything is sent on them. */
  LDAP_STARTTLS: flag,
  /** Whether groups within groups count: `ad` on Active Directory, `recursive` elsewhere. */
  LDAP_NESTED_GROUPS: z.enum(['off', 'ad', 'recursive']).default('off'),
  LDAP_CA_FILE: z.string().optional(),
  LDAP_BIND_DN: z.string().optional(),
  /** File with the bind password, mode 0600. */
  LDAP_BIND_PASSWORD_FILE: z.string().optional(),
  LDAP_BASE_DN: z.string().optional(),
  /** `search`: find the person with the service account, then bind as the entry found. `direct`: bind at once. */
  LDAP_BIND_MODE: z.enum(['search', 'direct']).default('search'),
  /** What to bind as in direct mode: `{username}@hospital.internal`, `HOSPITAL\\{username}`, or a DN with `{username}`. */
  LDAP_BIND_TEMPLATE: z
    .string()
    .regex(/^(\{username\}@[\w.-]+|[\w.-]+\\\{username\}|[^{}]*[\w.]=\{username\},[^{}]+)$/)
    .meta({
      zh: '应为 {username}@hospital.internal、HOSPITAL\\{username} 或 uid={username},ou=people,dc=… 的形式',
      en: 'must look like {username}@hospital.internal, HOSPITAL\\{username} or uid={username},ou=people,dc=…',
    })
    .optional(),
  LDAP_USER_FILTER: z.string().default('(&(objectClass=person)({usernameAttribute}={username}))'),
  LDAP_USERNAME_ATTRIBUTE: attributeName.default('uid'),
  LDAP_ID_ATTRIBUTE: z.enum(['entryUUID', 'objectGUID']).default('entryUUID'),
  LDAP_NAME_ATTRIBUTE: attributeName.default('cn'),
  LDAP_GROUP_ATTRIBUTE: attributeName.default('memberOf'),
  /** An attribute whose value can be mapped to a department, for example `department`. Never to a role. */
  LDAP_DEPARTMENT_ATTRIBUTE: attributeName.optional(),
  /** JSON file that seeds departments and group mappings when the tables are empty. */
  DIRECTORY_SEED_FILE: z.string().optional(),
  /** Copies the audit trail, line by line, to files that the hospital's log collector can read. */
  AUDIT_MIRROR: flag.default(true),
  /** Path of a local stream socket that takes syslog lines (RFC 5424 with RFC 6587 octet counting). */
  AUDIT_SYSLOG_SOCKET: z.string().optional(),

  /** Folder, best on another disk or machine, that gets a backup each day; the newest BACKUP_KEEP are kept. */
  BACKUP_DIR: z.string().optional(),
  BACKUP_KEEP: z.coerce.number().int().min(1).max(1000).default(14),

  /** Set by the start script when it runs the demo directory. */
  DEMO_DIRECTORY: flag,
  DEMO_DIRECTORY_PORT: z.coerce.number().int().min(1).max(65535).optional(),

  SESSION_IDLE_SECONDS: seconds(15 * 60, 8 * 60 * 60),
  SESSION_ABSOLUTE_SECONDS: seconds(10 * 60 * 60, 24 * 60 * 60),
  LOCK_AFTER_SECONDS: seconds(5 * 60, 60 * 60),
  SEPARATION_OF_DUTIES: flag,

  MODEL_PATH: z.string().optional(),
  /** Whether the first start fetches a model to try the portal with; read by the start script. */
  EVALUATION_MODEL: flag.default(true),
  /** Address inside the hospital from which `model:get` fetches first. */
  MODEL_MIRROR: z.string().optional(),
  CONTEXT_TOKENS: z.coerce.number().int().min(2048).optional(),
  MAX_PARALLEL: z.coerce.number().int().min(1).max(64).default(2),
  MAX_QUEUE: z.coerce.number().int().min(0).max(1000).default(50),
  /** Type of the cache of keys and values, where it is to be another than the catalogue's: `q8_0` takes half of `f16`. */
  KV_TYPE: z.enum(['f16', 'q8_0']).optional(),
  CPU_THREADS: z.coerce.number().int().min(1).max(256).optional(),
  /** Seconds without a finished step after which waiting answers are ended. */
  WATCHDOG_SECONDS: seconds(30),
  GPU: z.enum(['auto', 'cuda', 'off']).default('auto'),
  /** File with the token that a metrics collector sends; without it only this machine may read metrics. */
  METRICS_TOKEN_FILE: z.string().optional(),
  /** Where the model runs: in this process, in a process of its own, or on other machines of the hospital. */
  ENGINE: z.enum(['local', 'child', 'remote']).default('local'),
  /** JSON file that lists the inference servers of `ENGINE=remote`. */
  ENGINE_ENDPOINTS_FILE: z.string().optional(),
  /** Resident memory at which the engine process of `ENGINE=child` is ended and started again. */
  ENGINE_MEMORY_MIB: z.coerce.number().int().min(256).optional(),
  /** Without a sign from the engine process for this long, it is ended and started again. */
  ENGINE_SILENCE_SECONDS: seconds(30),
})
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
