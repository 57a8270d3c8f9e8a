import { renameSync, rmSync } from 'node:fs'
import { LibraryIndex, type PassageRow } from '@/lib/library/index/library-index'
import type { Words } from '@/lib/library/index/words'

/** An edition with its passages, as the database holds them. */
export interface EditionPassages {
  editionId: string
  rows: Iterable<PassageRow>
}

/** How far a rebuild is: editions and passages that the new index holds. */
export interface RebuildProgress {
  editions: number
  passages: number
}

/** What a rebuild is told besides: where the words come from, who hears of it and what ends it. */
export interface RebuildOptions {
  words: Words
  onProgress?: (progress: RebuildProgress) => void
  signal?: AbortSignal
}

const SIDE_FILES = ['', '-wal', '-shm', '-journal']

/** The file beside an index in which the next one grows. */
export const growingFile = (file: string): string => `${file}.new`

function remove(file: string): void {
  for (const side of SIDE_FILES) rmSync(`${file}${side}`, { force: true })
}

/** Lets whoever else waits have the thread. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve))

/**
 * Makes an index anew from the editions in force and puts it in place of the one in `file`, which stays whole and in use until
 * then; one that was broken off leaves a file that the next begins over. Gives the thread away after each edition. The caller closes
 * what it had open of the old index and opens the new one. Returns what the new index holds.
 *
 * @throws DOMException `AbortError` when the signal ends it; the old index stays.
 */
export async function rebuildIndex(
  file: string,
  editions: AsyncIterable<EditionPassages>,
  { words, onProgress, signal }: RebuildOptions,
): Promise<RebuildProgress> {
  const growing = growingFile(file)
  remove(growing)
  const index = LibraryIndex.open(growing, words)
  let progress: RebuildProgress = { editions: 0, passages: 0 }
  try {
    for await (const { editionId, rows } of editions) {
      signal?.throwIfAborted()
      await index.addEditionInTurns(editionId, rows)
      progress = { editions: progress.editions + 1, passages: index.passages() }
      onProgress?.(progress)
      await breathe()
    }
    index.settle()
  } catch (error) {
    index.close()
    remove(growing)
    throw error
  }
  index.close()
  for (const side of SIDE_FILES.slice(1)) rmSync(`${file}${side}`, { force: true })
  renameSync(growing, file)
  return progress
}
