import { copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import type { ModelEntry } from '@/lib/inference/models/catalogue'
import { writeFailure, type CodedError } from '@/lib/inference/models/fetch/failure'
import type { Partial } from '@/lib/inference/models/fetch/partial'

const temporaryOf = (target: string): string =>
  path.join(path.dirname(target), `.${path.basename(target)}.tmp`)

async function syncPath(file: string): Promise<void> {
  const handle = await open(file, 'r')
  await handle.sync()
  await handle.close()
}

/** Moves a whole, synced partial to its place in one step, so that a half file is never seen there. */
export async function moveInto(target: string, partial: Partial): Promise<void> {
  const folder = path.dirname(target)
  try {
    mkdirSync(folder, { recursive: true })
    try {
      renameSync(partial.file, target)
    } catch (error) {
      if ((error as CodedError).code !== 'EXDEV') throw error
      // On another disk: a copy beside its place first.
      copyFileSync(partial.file, temporaryOf(target))
      await syncPath(temporaryOf(target))
      renameSync(temporaryOf(target), target)
    }
    await syncPath(folder)
  } catch (error) {
    rmSync(temporaryOf(target), { force: true })
    throw writeFailure(error)
  }
  await partial.remove()
}

/** Removes the copies of a model's files that a run which was killed left half. */
export function cleanModels(models: string, entry: ModelEntry): void {
  for (const { path: name } of entry.files) rmSync(temporaryOf(path.join(models, name)), { force: true })
}
