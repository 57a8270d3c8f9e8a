import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { asTyped } from '@/commands/callers-folder'
import { findingsJson } from '@/commands/check/print-findings'
import { runChecks } from '@/commands/check/run-checks'
import { stateFolder } from '@/commands/require-state'
import { knownLines } from '@/commands/support/log-lines'
import { toldDatabase } from '@/commands/support/told-database'
import { toldMachine, toldState } from '@/commands/support/told-machine'
import { toldSettings } from '@/commands/support/told-settings'
import { env, inheritedEnvironment, takeEnvFile } from '@/lib/config/env'
import { fail, say } from '@/scripts/sentence.mjs'

/**
 * `innerward support-bundle FILE.tar.gz`: versions, settings (values of closed lists and numbers alone), form and size of the
 * database, counts of events, findings of the check, metrics, and the portal's own log lines. No row of the database, no key, no
 * name of a person or of a machine, and nothing of another program's log goes in. It is written here and sent by nobody.
 */
const LOG_BYTES = 4 * 1024 * 1024
const [typed, ...others] = process.argv.slice(2)
if (!typed || others.length > 0 || !typed.endsWith('.tar.gz')) {
  fail('用法：innerward support-bundle 文件.tar.gz', 'Usage: innerward support-bundle FILE.tar.gz', 2)
}
const target = asTyped(typed)
if (existsSync(target)) fail(`${target} 已存在，未覆盖。`, `${target} is there already and was not replaced.`)

/** The end of the log: of LOG_FILE where it is set, else of the service's journal, where there is one. */
function readLog(): string {
  const { LOG_FILE } = env()
  if (LOG_FILE !== undefined) {
    return existsSync(LOG_FILE) ? readFileSync(LOG_FILE).subarray(-LOG_BYTES).toString('utf8') : ''
  }
  const journal = ['--unit=innerward', '--lines=5000', '--output=cat', '--no-pager']
  const { stdout, error } = spawnSync('journalctl', journal, { encoding: 'utf8', maxBuffer: LOG_BYTES * 4 })
  return error ? '' : stdout
}

/** The portal's own metrics, where it runs and lets this machine read them; they hold no text and no person. */
async function readOwnMetrics(): Promise<string> {
  const { PORT, HOST, TLS_CERT_FILE } = env()
  if (TLS_CERT_FILE !== undefined) return ''
  const host = HOST === undefined || ['0.0.0.0', '::'].includes(HOST) ? '127.0.0.1' : HOST
  try {
    const answer = await fetch(`http://${host}:${PORT}/api/metrics`, { signal: AbortSignal.timeout(5000) })
    return answer.ok ? await answer.text() : ''
  } catch {
    return ''
  }
}

/** A finding may name servers and people of the directory: of those only what was looked at and how it went is told. */
const NAMES_NOBODY = new Set(['machine', 'disk', 'clock', 'gpu', 'egress', 'backup'])

async function findings(): Promise<string> {
  const found = await runChecks(takeEnvFile(undefined))
  return findingsJson(found.map((one) => (NAMES_NOBODY.has(one.area) ? one : { ...one, zh: '', en: '' })))
}

const stateDir = stateFolder()
const folder = mkdtempSync(path.join(tmpdir(), 'innerward-support-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const inside = path.join(folder, 'innerward-support')
mkdirSync(inside)
const { lines, others: strange } = knownLines(readLog())
const files: Record<string, string> = {
  'machine.json': JSON.stringify(toldMachine(), null, 2),
  'settings.json': JSON.stringify(toldSettings(inheritedEnvironment()), null, 2),
  'state.json': JSON.stringify(toldState(stateDir), null, 2),
  'database.json': JSON.stringify(toldDatabase(stateDir), null, 2),
  'check.json': await findings(),
  'metrics.txt': await readOwnMetrics(),
  'log.jsonl': `${lines.join('\n')}\n`,
  'README.txt': `院内智询排查资料。其中没有患者文字、密钥、姓名；日志中另有 ${strange} 行不是本系统写的，没有收入。\nInnerward support bundle. It holds no text of patients, no keys, no names; ${strange} lines of the log were not the portal's own and are left out.\n`,
}
for (const [name, text] of Object.entries(files)) writeFileSync(path.join(inside, name), text)
const { status } = spawnSync('tar', ['-czf', target, '-C', folder, 'innerward-support'], { stdio: 'inherit' })
if (status !== 0) fail(`不能写入 ${target}。`, `${target} cannot be written.`)
say(
  `已写入 ${target}（${Object.keys(files).length} 个文件）。请先查看其内容，再交给维护人员。`,
  `Written to ${target} (${Object.keys(files).length} files). Look into it before you hand it on.`,
)
