import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { refuseSettings } from '@/boot/settle/refuse-settings'
import { becomeOwner } from '@/commands/become-owner'
import { ROOT } from '@/commands/require-state'
import { findSubcommand, SUBCOMMANDS } from '@/commands/subcommands'
import { inheritedEnvironment, takeEnvFile } from '@/lib/config/env'
import { faultsOfValues } from '@/lib/config/settings/check-settings'
import { envFileOption, withLines, type EnvFile } from '@/lib/config/settings/env-file'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'
import { releaseSettings } from '@/scripts/release.mjs'
import packageFile from '@/package.json' with { type: 'json' }

/**
 * `innerward SUBCOMMAND …`: the one entry of whoever runs the portal. Each subcommand is a program of its own, listed in
 * subcommands.ts; npm scripts of the same names come here too.
 */
function help(): string {
  const lines = SUBCOMMANDS.map(
    ({ words, args = '', zh, en }) => `  innerward ${`${words} ${args}`.trimEnd()}\n      ${zh}\n      ${en}`,
  )
  return [
    `院内智询 Innerward ${packageFile.version}`,
    '用法 / Usage: innerward [--env-file 文件 FILE] 子命令 SUBCOMMAND …',
    '  innerward start [--env-file …]\n      启动（前台运行；服务由 systemd 管理）\n      start in the foreground (as a service: systemd)',
    ...lines,
    '',
  ].join('\n')
}

/** None of the settings may be wrong, whatever is to be done. */
function requireSettings(envFile: EnvFile): void {
  const faults = [...envFile.faults, ...withLines(faultsOfValues(inheritedEnvironment()), envFile)]
  if (faults.length > 0) refuseSettings(faults)
}

const { named, rest: line } = envFileOption(process.argv.slice(2))
const [first] = line
const found = findSubcommand(line)
if (found) {
  const { program, asCaller, asCallerWith, tellsSettings, oneThreadPool } = found.subcommand
  const envFile = takeEnvFile(named, releaseSettings(ROOT))
  if (!tellsSettings) requireSettings(envFile)
  // Read as it was set: another setting may be wrong.
  const { STATE_DIR } = inheritedEnvironment()
  const keepsRights = asCaller ?? found.args.some((arg) => arg === asCallerWith)
  if (!keepsRights) becomeOwner(path.resolve(ROOT, STATE_DIR || 'var'))
  const file = path.join(ROOT, program)
  if (oneThreadPool) {
    const env = { ...inheritedEnvironment(), UV_THREADPOOL_SIZE: '1' }
    const command = [...typeScriptFlags(ROOT), file, ...found.args]
    const { status } = spawnSync(process.execPath, command, { stdio: 'inherit', env })
    process.exitCode = status ?? 1
  } else {
    process.argv = [process.execPath, file, ...found.args]
    await import(pathToFileURL(file).href)
  }
} else if (first === undefined || ['--help', '-h', 'help'].includes(first)) {
  process.stdout.write(help())
} else if (['--version', '-V'].includes(first)) {
  process.stdout.write(`${packageFile.version}\n`)
} else {
  process.stderr.write(
    `没有这个子命令：${line.slice(0, 2).join(' ')}。请运行 innerward --help。\nThere is no such subcommand: ${line.slice(0, 2).join(' ')}. Run innerward --help.\n`,
  )
  process.exitCode = 2
}
