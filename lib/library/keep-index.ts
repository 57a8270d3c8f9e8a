import 'server-only'
import { mkdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { statePath } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { LibraryIndex, type PassageRow } from '@/lib/library/index/library-index'
import { rebuildIndex, type EditionPassages, type RebuildProgress } from '@/lib/library/index/rebuild-index'
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

/** Opens the index; one that cannot be read is begun anew. */
function open(file: string): LibraryIndex {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const words = wordsOf(clinicalDictionary())
  try {
    return LibraryIndex.open(file, words)
  } catch (error) {
    logger.warn('the index of the library cannot be read and is made anew', faultFields(error))
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
    return LibraryIndex.open(file, words)
  }
}

function current(): LibraryIndex {
  const state = kept()
  const file = indexFile()
  if (state.index && state.inode === inodeOf(file)) return state.index
  state.index?.close()
  state.index = open(file)
  state.inode = inodeOf(file)
  state.complete = false
  return state.index
}

interface InForce {
  id: string
  title: string
}

async function editionsInForce(): Promise<InForce[]> {
  const where = { state: 'in_force' }
  return (await db()).libraryEdition.findMany({ where, select: { id: true, title: true } })
}

async function passagesOf({ id, title }: InForce): Promise<PassageRow[]> {
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
 * Makes the index anew from the editions in force; the old one is in use until it is whole. `tell` hears how many editions are in,
 * of how many, and how many passages.
 */
export async function rebuildLibrary(
  tell: (progress: RebuildProgress & { all: number }) => void = () => undefined,
): Promise<RebuildProgress> {
  const editions = await editionsInForce()
  const file = indexFile()
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  async function* all(): AsyncGenerator<EditionPassages> {
    for (const edition of editions) yield { editionId: edition.id, rows: await passagesOf(edition) }
  }
  return rebuildIndex(file, all(), {
    words: wordsOf(clinicalDictionary()),
    onProgress: (progress) => tell({ ...progress, all: editions.length }),
  })
}

async function follow(): Promise<void> {
  if (!current().isCurrent()) await rebuildLibrary()
  const index = current()
  const editions = await editionsInForce()
  const wanted = new Set(editions.map(({ id }) => id))
  const there = index.editions()
  for (const id of there) if (!wanted.has(id)) index.removeEdition(id)
  for (const edition of editions) {
    if (!there.has(edition.id)) await index.addEditionInTurns(edition.id, await passagesOf(edition))
  }
}

/** Brings the index up to the rows; one that was made by other words is made anew. A second caller joins the work under way. */
export function catchUpIndex(): Promise<void> {
  const state = kept()
  state.work ??= follow()
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
