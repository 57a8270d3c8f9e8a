import 'server-only'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { recordAlone } from '@/lib/audit/record-event'
import { RESTORED_FILE } from '@/lib/backup/restore-backup'
import { statePath } from '@/lib/config/env'

const noted = z.object({ backupAt: z.iso.datetime(), upToId: z.int(), lost: z.int(), newestKnown: z.int() })

/** Records the restore that happened while the portal was stopped, if there was one. Called once at the start. */
export async function recordRestore(): Promise<void> {
  const file = statePath(RESTORED_FILE)
  if (!existsSync(file)) return
  const detail = noted.parse(JSON.parse(readFileSync(file, 'utf8')))
  await recordAlone({ event: 'backup.restored', outcome: 'ok', actor: null, detail })
  rmSync(file)
}
