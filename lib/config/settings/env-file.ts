import { isUtf8 } from 'node:buffer'
import { existsSync, readFileSync, statSync } from 'node:fs'
import type { SettingFault } from '@/lib/config/settings/fault'

/** `--env-file FILE` or `--env-file=FILE` at the beginning of a line of arguments, and the arguments after it. */
export function envFileOption(line: readonly string[]): { named: string | undefined; rest: string[] } {
  const [first = '', ...others] = line
  if (first.startsWith('--env-file=')) return { named: first.slice('--env-file='.length), rest: others }
  if (first !== '--env-file') return { named: undefined, rest: [...line] }
  const [named, ...rest] = others
  return { named: named ?? '', rest }
}

/** Where an installation keeps its settings; read where it is there and no other file is named. */
export const DEFAULT_ENV_FILE = '/etc/innerward/innerward.env'

/** A line of a file of settings that cannot be taken. */
interface LineFault {
  line: number
  zh: string
  en: string
}

/** What a file of settings says: values, the line of each, and the lines that cannot be taken. */
export interface EnvFileText {
  values: Record<string, string>
  lines: Record<string, number>
  faults: LineFault[]
}

/** More than any file of settings holds. */
const MOST_BYTES = 2 ** 20

const ASSIGNMENT = /^(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/

/** The text of a value: quotes around all of it are taken off, nothing is expanded or escaped; null where one does not close. */
function valueOf(written: string): string | null {
  const [quote = ''] = written
  if (quote !== '"' && quote !== "'") return written
  return written.length >= 2 && written.endsWith(quote) ? written.slice(1, -1) : null
}

/**
 * Reads `NAME=value` lines; empty lines and those that begin with # are left out. A # within a value belongs to it: LDAP
 * filters and names hold any sign. Windows line ends and a byte order mark are taken off.
 */
export function parseEnvFile(text: string): EnvFileText {
  const read: EnvFileText = { values: {}, lines: {}, faults: [] }
  const rows = text.replace(/^\uFEFF/, '').split('\n')
  rows.forEach((row, i) => {
    const written = row.trim()
    if (written === '' || written.startsWith('#')) return
    const line = i + 1
    const [, name, rest = ''] = ASSIGNMENT.exec(written) ?? []
    const value = valueOf(rest)
    const comment = /^#|^[^"'].*\s#/.test(rest) || /^(["'])[^"']*\1\s+#/.test(rest)
    if (name === undefined) {
      read.faults.push({ line, zh: '应写成 变量=值', en: 'must be NAME=value' })
    } else if (comment) {
      read.faults.push({
        line,
        zh: `${name} 的值后面不能写注释：请另起一行；# 若属于值，请给整个值加引号`,
        en: `has a comment after the value of ${name}: give it a line of its own, or, where # belongs to the value, put quotes around all of it`,
      })
    } else if (value === null) {
      read.faults.push({ line, zh: `${name} 的引号没有闭合`, en: `the quote of ${name} does not close` })
    } else if (read.lines[name] !== undefined) {
      const before = read.lines[name]
      read.faults.push({
        line,
        zh: `${name} 已在第 ${before} 行设置`,
        en: `${name} is set on line ${before} already`,
      })
    } else {
      read.values[name] = value
      read.lines[name] = line
    }
  })
  return read
}

/** A file of settings that was read, or could not be. */
export interface EnvFile {
  /** Null where there is none. */
  file: string | null
  values: Readonly<Record<string, string>>
  lines: Readonly<Record<string, number>>
  faults: readonly SettingFault[]
}

const NO_FILE: EnvFile = { file: null, values: {}, lines: {}, faults: [] }

/** The text of a file of settings; throws what the file system throws. Null where it is not UTF-8: nothing else has such bytes. */
function textOf(file: string): string | null {
  const bytes = readFileSync(/* turbopackIgnore: true */ file)
  const text = isUtf8(bytes) ? bytes.toString('utf8') : null
  return text?.includes('\0') ? null : text
}

const withFault = (file: string, zh: string, en: string): EnvFile => ({
  ...NO_FILE,
  file,
  faults: [{ names: [file], zh, en }],
})

/** Reads the file that is named, else the one of the installation where it is there. A named one that is missing is a fault. */
export function readEnvFile(named: string | undefined): EnvFile {
  const file = named ?? DEFAULT_ENV_FILE
  if (named === undefined && !existsSync(/* turbopackIgnore: true */ file)) return NO_FILE
  try {
    const stat = statSync(/* turbopackIgnore: true */ file)
    if (stat.isFile() && (stat.mode & 0o002) !== 0) {
      return withFault(
        file,
        `可被任何人更改。请运行 chmod o-w ${file}`,
        `can be changed by anybody. Run chmod o-w ${file}`,
      )
    }
    if (stat.size > MOST_BYTES || (stat.isCharacterDevice() && file !== '/dev/null')) {
      return withFault(file, '不是设置文件', 'is no file of settings')
    }
    const text = textOf(file)
    if (text === null) {
      return withFault(
        file,
        '不是 UTF-8 文本（可能是 GBK 或 UTF-16）。请在编辑器中另存为 UTF-8',
        'is no text in UTF-8 (but perhaps in GBK or UTF-16). Save it as UTF-8 in an editor',
      )
    }
    const { values, lines, faults } = parseEnvFile(text)
    return {
      file,
      values,
      lines,
      faults: faults.map(({ line, zh, en }) => ({
        names: [file],
        zh: `第 ${line} 行，${zh}`,
        en: `line ${line} ${en}`,
      })),
    }
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    return withFault(file, `无法读取（${code}）`, `cannot be read (${code})`)
  }
}

/** The same faults, each telling the line of the file on which its setting stands; those of the environment as they are. */
export function withLines(faults: readonly SettingFault[], { file, lines }: EnvFile): SettingFault[] {
  return faults.map((fault) => {
    const found = [...new Set(fault.names.flatMap((name) => lines[name] ?? []))].sort((a, b) => a - b)
    if (file === null || found.length === 0) return fault
    const list = found.join(', ')
    return { ...fault, zh: `${fault.zh}（${file} 第 ${list} 行）`, en: `${fault.en} (${file}, line ${list})` }
  })
}
