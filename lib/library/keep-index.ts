import 'server-only'
import { mkdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { statePath } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { LibraryIndex, type PassageRow } from '@/lib/library/index/library-index'
import { wordsOf } from '@/lib/library/index/words'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { processSingleton } from '@/lib/shared/process-singleton'
import { clinicalDictionary } from '@/lib/terminology/clinical-dictionary'

interface Kept {
  index: LibraryIndex | null
  /** Which file is open: a command may have put another in its place. */
  inode: number
  complete: boolean
  work: Promise<void> | null
}

const kept = (): Kept =>
  processSingleton('library-index', () => ({ index: null, inode: 0, complete: false, work: null }))

/** The file of the index. It can be made anew from the database at any time, so it is in no backup. */
export const indexFile = (): string => statePath('library', 'index.db')

const inodeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.ino ?? 0

/** Removes an index with the files that SQLite keeps beside it. */
export function removeIndex(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
}

/** An index whose words are those in force; one that is damaged or stale is begun anew. */
export function openIndex(file: string): LibraryIndex {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const words = wordsOf(clinicalDictionary())
  const open = () => LibraryIndex.open(file, words)
  try {
    const index = open()
    if (index.isCurrent()) return index
    index.close()
  } catch (error) {
    logger.warn('the index of the library could not be read and is made anew', faultFields(error))
  }
  removeIndex(file)
  return open()
}

function current(): LibraryIndex {
  const state = kept()
  const file = indexFile()
  if (state.index && state.inode === inodeOf(file)) return state.index
  state.index?.close()
  state.index = openIndex(file)
  state.inode = inodeOf(file)
  state.complete = false
  return state.index
}

async function passagesOf({ id, title }: { id: string; title: string }): Promise<PassageRow[]> {
  const rows = await (
    await db()
  ).libraryPassage.findMany({
    where: { editionId: id },
    select: { id: true, heading: true, text: true },
    orderBy: { ordinal: 'asc' },
  })
  return rows.map((row) => ({ ...row, editionId: id, title }))
}

/**
 * Brings an index up to the editions in force, one after the other, and lets others work between. `tell` hears how many of the
 * missing ones are in.
 */
export async function fillIndex(
  index: LibraryIndex,
  tell: (done: number, all: number) => void = () => undefined,
): Promise<void> {
  const inForce = await (
    await db()
  ).libraryEdition.findMany({
    where: { state: 'in_force' },
    select: { id: true, title: true },
  })
  const wanted = new Set(inForce.map(({ id }) => id))
  const there = index.editions()
  for (const id of there) if (!wanted.has(id)) index.removeEdition(id)
  const missing = inForce.filter(({ id }) => !there.has(id))
  for (const [done, edition] of missing.entries()) {
    tell(done, missing.length)
    index.addEdition(edition.id, await passagesOf(edition))
    await turn()
  }
  tell(missing.length, missing.length)
}

/** Brings the index up to the rows. A second caller joins the work under way. */
export function catchUpIndex(): Promise<void> {
  const state = kept()
  state.work ??= fillIndex(current())
    .then(() => {
      state.complete = true
    })
    .finally(() => {
      state.work = null
    })
  return state.work
}

/** Has the index follow a decision at once, after the answer; what fails is done again by the next round. */
export function soonCatchUp(): void {
  kept().complete = false
  setImmediate(() => {
    void catchUpIndex().catch((error: unknown) => {
      logger.warn('the index of the library is behind', faultFields(error))
    })
  })
}

/** The index as it is, and whether it holds all editions in force. */
export function indexState(): { index: LibraryIndex; complete: boolean } {
  const index = current()
  return { index, complete: kept().complete }
}

/** Closes the index when the portal stops. */
export async function closeIndex(): Promise<void> {
  const state = kept()
  await state.work?.catch(() => undefined)
  state.index?.close()
  state.index = null
}
