import 'server-only'
import type { z } from 'zod'
import { db } from '@/lib/db/client'
import type { storageOutput } from '@/lib/library/contract'
import { indexState } from '@/lib/library/keep-index'
import { listOriginals } from '@/lib/library/originals'
import { namedOriginals } from '@/lib/library/sweep-originals'

const sizeOf = (files: readonly { bytes: number }[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0)

/** How much the library holds and how much room it takes; no title and no person. */
export async function readStorage(): Promise<z.infer<typeof storageOutput>> {
  const client = await db()
  const originals = await listOriginals()
  const there = new Set(originals.map(({ sha256 }) => sha256))
  const named = await namedOriginals()
  const unused = originals.filter(({ sha256 }) => !named.has(sha256))
  const { index, complete } = indexState()
  return {
    documents: await client.libraryDocument.count(),
    editions: await client.libraryEdition.count({ where: { state: { not: 'rejected' } } }),
    passages: await client.libraryPassage.count(),
    originals: {
      files: originals.length,
      bytes: sizeOf(originals),
      missing: [...named].filter((sha256) => !there.has(sha256)).length,
      unused: unused.length,
      unusedBytes: sizeOf(unused),
    },
    index: { passages: index.passages(), bytes: index.bytes(), upToDate: complete },
  }
}
