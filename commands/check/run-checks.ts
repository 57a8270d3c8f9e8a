import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { checkBackup } from '@/commands/check/check-backup'
import { checkClock } from '@/commands/check/check-clock'
import { checkDirectory } from '@/commands/check/check-directory'
import { checkDisk, nearestFolder } from '@/commands/check/check-disk'
import { checkEgress } from '@/commands/check/check-egress'
import { checkMachine } from '@/commands/check/check-machine'
import { checkGpu, checkTheModel } from '@/commands/check/check-model'
import { checkNetwork } from '@/commands/check/check-network'
import { checkState } from '@/commands/check/check-state'
import { checkTls } from '@/commands/check/check-tls'
import { fail, ok, type Finding } from '@/commands/check/finding'
import { ROOT } from '@/commands/require-state'
import { checkUnit } from '@/commands/unit/check-unit'
import { READERS } from '@/boot/settle/settle'
import { env, inheritedEnvironment } from '@/lib/config/env'
import { checkSettings, faultsOfValues } from '@/lib/config/settings/check-settings'
import { withLines, type EnvFile } from '@/lib/config/settings/env-file'

async function settingFindings(envFile: EnvFile): Promise<Finding[]> {
  const given = inheritedEnvironment()
  const stateDir = path.resolve(ROOT, given['STATE_DIR'] || 'var')
  // Before the first start the state folder is not made here: it is to belong to the account of the service.
  const probe = { ...given, STATE_DIR: nearestFolder(stateDir) }
  const faults = [...envFile.faults, ...withLines(await checkSettings(probe, ROOT, READERS), envFile)]
  const where: [string, string] =
    envFile.file === null
      ? ['设置来自环境变量', 'the settings come from the environment']
      : [`设置来自 ${envFile.file} 与环境变量`, `the settings come from ${envFile.file} and the environment`]
  if (faults.length === 0) return [ok('settings', 'settings', where)]
  return faults.map(({ names, zh, en }) =>
    fail('settings', 'settings', [`${names.join(' ')}：${zh}`, `${names.join(' ')}: ${en}`]),
  )
}

/** Where the hashes of model files are remembered: before the first start in a folder that goes with this process. */
function keptOrPassing(stateDir: string): string {
  if (existsSync(stateDir)) return stateDir
  const passing = mkdtempSync(path.join(tmpdir(), 'innerward-check-'))
  process.once('exit', () => rmSync(passing, { recursive: true, force: true }))
  return passing
}

/** Everything that `innerward check` looks at. What needs the settings is left out where a value of one is wrong. */
export async function runChecks(envFile: EnvFile): Promise<Finding[]> {
  const first = [...(await settingFindings(envFile)), ...checkMachine(), ...checkClock()]
  if (envFile.faults.length + faultsOfValues(inheritedEnvironment()).length > 0) return first
  const settings = env()
  const stateDir = path.resolve(ROOT, settings.STATE_DIR)
  return [
    ...first,
    ...checkDisk(stateDir),
    ...checkState(stateDir),
    ...(await checkNetwork(settings)),
    ...checkTls(settings),
    ...(await checkDirectory()),
    ...checkBackup(settings.BACKUP_DIR, stateDir),
    ...(await checkTheModel({ ...settings, STATE_DIR: keptOrPassing(stateDir) })),
    ...(await checkGpu(settings)),
    ...checkEgress(inheritedEnvironment()),
    ...(await checkUnit(settings)),
  ]
}
