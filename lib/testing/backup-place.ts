import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { db } from '@/lib/db/client'
import { resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

interface BackupPlace {
  state: TestState
  /** The folder that backups go to. */
  backups: string
  /** The one backup that is there. */
  only: () => string
  remove: () => Promise<void>
}

/** A state folder, and an empty one for its backups. */
export function createBackupPlace(): BackupPlace {
  const state = createTestState()
  const backups = mkdtempSync(path.join(tmpdir(), 'innerward-backups-'))
  const remove = async (): Promise<void> => {
    await state.remove()
    rmSync(backups, { recursive: true, force: true })
  }
  return { state, backups, only: () => path.join(backups, readdirSync(backups)[0] ?? ''), remove }
}

/** Lets go of the database, as a portal does that has stopped. */
export async function disconnect(): Promise<void> {
  await (await db()).$disconnect()
  resetProcess('db')
}
