import path from 'node:path'
import { generateClient } from '@/boot/build/generate-client'
import { claimState } from '@/boot/claim-state'
import { listenHost } from '@/boot/listen-host'
import { checkFileLimit, checkSecrets } from '@/boot/settle/check-machine'
import { checkPort } from '@/boot/settle/check-port'
import { makeSecrets } from '@/boot/settle/make-secrets'
import { mendModes } from '@/boot/settle/mend-modes'
import { migrate } from '@/boot/settle/migrate'
import { refuseSettings } from '@/boot/settle/refuse-settings'
import { readSeedFile } from '@/lib/auth/seed-file'
import { parseSettings, type Env } from '@/lib/config/env'
import { checkSettings } from '@/lib/config/settings/check-settings'
import { withLines, type EnvFile } from '@/lib/config/settings/env-file'
import { readEndpoints } from '@/lib/inference/remote/endpoints'
import { shared } from '@/scripts/close-machine.mjs'

/** How the files that settings name are read by the portal. */
export const READERS = { DIRECTORY_SEED_FILE: readSeedFile, ENGINE_ENDPOINTS_FILE: readEndpoints }

/**
 * The part of a start before anything listens: every fault of the settings at once (exit code 78), then keys and database
 * while no other portal may use the state folder. `given` is the environment, into which `envFile` was read. Returns the
 * settings, folders absolute.
 */
export async function settle(
  root: string,
  given: Readonly<Record<string, string | undefined>>,
  envFile?: EnvFile,
): Promise<Env> {
  const told = await checkSettings(given, root, READERS)
  const faults = envFile ? [...envFile.faults, ...withLines(told, envFile)] : told
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
