import { copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { writeFailure } from './failure.mjs'

const temporaryOf = (target) => path.join(path.dirname(target), `.${path.basename(target)}.tmp`)

async function syncPath(file) {
  const handle = await open(file, 'r')
  await handle.sync()
  await handle.close()
}

/** Moves a whole, synced partial to its place in one step, so that a half file is never seen there. */
export async function moveInto(target, partial) {
  const folder = path.dirname(target)
  try {
    mkdirSync(folder, { recursive: true })
    try {
      renameSync(partial.file, target)
    } catch (error) {
      if (error.code !== 'EXDEV') throw error
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
export function cleanModels(models, entry) {
  for (const { path: name } of entry.files) rmSync(temporaryOf(path.join(models, name)), { force: true })
}
