import path from 'node:path'
import { generateClient } from '@/boot/build/generate-client'
import { claimState } from '@/boot/claim-state'
import { listenHost } from '@/boot/listen-host'
import { checkFileLimit, checkSecrets } from '@/boot/settle/check-machine'
import { checkPort } from '@/boot/settle/check-port'
import { makeSecrets } from '@/boot/settle/make-secrets'
import { mendModes } from '@/boot/settle/mend-modes'
import { migrate } from '@/boot/settle/migrate'
import { readSeedFile } from '@/lib/auth/seed-file'
import { parseSettings, type Env } from '@/lib/config/env'
import { checkSettings } from '@/lib/config/settings/check-settings'
import type { SettingFault } from '@/lib/config/settings/fault'
import { readEndpoints } from '@/lib/inference/remote/endpoints'
import { shared } from '@/scripts/close-machine.mjs'
import { WRONG_SETTINGS } from '@/scripts/sentence.mjs'

const READERS = { DIRECTORY_SEED_FILE: readSeedFile, ENGINE_ENDPOINTS_FILE: readEndpoints }

function refuseSettings(faults: readonly SettingFault[]): never {
  process.stderr.write(`\n无法启动：设置有 ${faults.length} 处错误。\n`)
  process.stderr.write(
    `Cannot start: ${faults.length === 1 ? 'a setting is' : `${faults.length} settings are`} wrong.\n`,
  )
  for (const { names, zh, en } of faults) {
    const name = names.join(' ')
    process.stderr.write(
      `· ${name}：${zh}${zh.endsWith('？') ? '' : '。'}\n  ${name}: ${en}${en.endsWith('?') ? '' : '.'}\n`,
    )
  }
  process.exit(WRONG_SETTINGS)
}

/**
 * The part of a start before anything listens: every fault of the settings at once (exit code 78), then keys and database
 * while no other portal may use the state folder. `given` is the environment. Returns the settings, folders absolute.
 */
export async function settle(
  root: string,
  given: Readonly<Record<string, string | undefined>>,
): Promise<Env> {
  const faults = await checkSettings(given, root, READERS)
  if (faults.length > 0) refuseSettings(faults)
  const settings = parseSettings(given)
  checkFileLimit()
  await checkPort(settings.PORT, listenHost(settings).host)
  const stateDir = path.resolve(root, settings.STATE_DIR)
  const release = claimState(stateDir)
  const { BACKUP_DIR } = settings
  mendModes({ stateDir, backupDir: BACKUP_DIR === undefined ? null : path.resolve(root, BACKUP_DIR) })
  makeSecrets(stateDir)
  checkSecrets(stateDir)
  // A program, which another account may be meant to run.
  await shared(() => generateClient(root))
  migrate(root, stateDir)
  release()
  return { ...settings, STATE_DIR: stateDir }
}
