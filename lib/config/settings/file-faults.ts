import 'server-only'
import { X509Certificate } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { faultOf, type GivenSettings, type SettingFault } from '@/lib/config/settings/fault'

type Sentence = readonly [zh: string, en: string]

/** Reads the file of a setting as the portal will; throws where it could not. */
export type Readers = Readonly<Record<string, (file: string) => unknown>>

const MISSING: Sentence = ['所指的文件不存在', 'names a file that does not exist']
const FOLDER: Sentence = ['所指的是文件夹，应为文件', 'names a folder where a file is needed']
const UNREADABLE: Sentence = [
  '所指的文件无法读取，请检查其权限',
  'names a file that cannot be read; check its permissions',
]

/** Why there is no readable file at that path; null when there is one. */
function fileFault(file: string): Sentence | null {
  if (!existsSync(file)) return MISSING
  if (statSync(file).isDirectory()) return FOLDER
  try {
    accessSync(file, constants.R_OK)
    return null
  } catch {
    return UNREADABLE
  }
}

/**
 * Why a secret file of the hospital is not kept well enough: its group may read one that belongs to another account, as
 * /etc/ssl/private does it; nobody else may read or change it.
 */
export function secretFileFault(file: string): Sentence | null {
  const { mode, uid } = statSync(file)
  const tolerated = uid === process.getuid?.() ? 0o700 : 0o740
  if ((mode & 0o777 & ~tolerated) !== 0) {
    return [
      `所指的文件可被他人读取或更改。请运行 chmod 600 ${file}，并考虑更换其内容`,
      `names a file that others can read or change. Run chmod 600 ${file}, and consider changing what is in it`,
    ]
  }
  if (readFileSync(file, 'utf8').trim() === '') return ['所指的文件是空的', 'names an empty file']
  return null
}

function certificatesFault(file: string): Sentence | null {
  const blocks = readFileSync(file, 'utf8').match(
    /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
  )
  try {
    for (const block of blocks ?? ['']) new X509Certificate(block)
    return null
  } catch {
    return ['所指的文件中没有有效的 PEM 证书', 'names a file without valid certificates in PEM form']
  }
}

function folderFault(folder: string): Sentence | null {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    if (statSync(folder).isDirectory()) return null
  } catch {
    // The sentence below names both.
  }
  return ['所指的文件夹不存在或不可写', 'names a folder that does not exist or cannot be written to']
}

/** Why lines cannot be written to a file that the portal makes where it is missing. */
function logFault(file: string): Sentence | null {
  if (existsSync(file)) {
    if (statSync(file).isDirectory()) return FOLDER
    try {
      accessSync(file, constants.W_OK)
      return null
    } catch {
      return [
        '所指的文件不可写，请检查其权限',
        'names a file that cannot be written to; check its permissions',
      ]
    }
  }
  return folderFault(path.dirname(file)) === null
    ? null
    : ['所在的文件夹不存在或不可写', 'names a file in a folder that does not exist or cannot be written to']
}

const CHECKS: Readonly<Record<string, (file: string) => Sentence | null>> = {
  LDAP_CA_FILE: (file) => fileFault(file) ?? certificatesFault(file),
  LDAP_BIND_PASSWORD_FILE: (file) => fileFault(file) ?? secretFileFault(file),
  METRICS_TOKEN_FILE: (file) => fileFault(file) ?? secretFileFault(file),
  MODEL_PATH: fileFault,
  DIRECTORY_SEED_FILE: fileFault,
  ENGINE_ENDPOINTS_FILE: fileFault,
  BACKUP_DIR: folderFault,
  LOG_FILE: logFault,
  AUDIT_SYSLOG_SOCKET: socketFault,
}

/** Why the log collector's socket is none: a path with nothing listening would be found out at the first record. */
function socketFault(file: string): Sentence | null {
  if (!existsSync(file)) return MISSING
  return statSync(file).isSocket()
    ? null
    : [
        '所指的不是套接字（Unix socket），例如 /run/systemd/journal/syslog',
        'names what is no socket; give one like /run/systemd/journal/syslog',
      ]
}

function readFault(file: string, read: ((file: string) => unknown) | undefined): Sentence | null {
  try {
    read?.(file)
    return null
  } catch (error) {
    const fields = error instanceof Error ? /is wrong: ([\w., ]+)\./.exec(error.message)?.[1] : undefined
    return [
      `所指的文件内容不符合格式${fields ? `：${fields}` : ''}，格式见 README.md`,
      `names a file of a wrong form${fields ? `: ${fields}` : ''}; see README.md`,
    ]
  }
}

/** What is wrong with the files and folders that settings name. Paths are relative to `root`. */
export function fileFaults(given: GivenSettings, root: string, readers: Readers = {}): SettingFault[] {
  return Object.entries(CHECKS).flatMap(([name, check]) => {
    const value = given[name]
    if (value === undefined) return []
    const file = path.resolve(root, value)
    const fault = check(file) ?? readFault(file, readers[name])
    return fault ? [faultOf(name, fault)] : []
  })
}
