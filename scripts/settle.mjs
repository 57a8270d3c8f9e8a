import './close-machine.mjs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSeedFile } from '@/lib/auth/seed-file'
import { checkSettings } from '@/lib/config/settings/check-settings'
import { readEndpoints } from '@/lib/inference/remote/endpoints'
import { checkSecrets } from './check-machine.mjs'
import { checkPort } from './check-port.mjs'
import { claimState } from './claim-state.mjs'
import { listenHost } from './listen-host.mjs'
import { makeSecrets } from './make-secrets.mjs'
import { mendModes } from './mend-modes.mjs'
import { migrate } from './migrate.mjs'
import { WRONG_SETTINGS } from './sentence.mjs'

/**
 * The part of `npm start` that needs packages, run on the pinned Node before anything listens: every fault of the settings at
 * once (exit code 78), then keys and database while no other portal may use the state folder.
 * Run with `--import ./scripts/load-lib.mjs`.
 */
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

async function settleSettings() {
  const readers = { DIRECTORY_SEED_FILE: readSeedFile, ENGINE_ENDPOINTS_FILE: readEndpoints }
  // The start script runs the portal in production whatever the shell says.
  const faults = await checkSettings({ ...process.env, NODE_ENV: 'production' }, root, readers)
  if (faults.length === 0) return
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

await settleSettings()
await checkPort(Number(process.env.PORT || 6006), listenHost(process.env).host)
const stateDir = path.resolve(root, process.env.STATE_DIR || 'var')
await claimState(stateDir)
mendModes({ stateDir, backupDir: process.env.BACKUP_DIR && path.resolve(root, process.env.BACKUP_DIR) })
makeSecrets(stateDir)
checkSecrets(stateDir)
migrate(root, stateDir)
