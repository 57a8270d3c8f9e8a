import 'server-only'
import type { z } from 'zod'
import { db } from '@/lib/db/client'
import type { storageOutput } from '@/lib/library/contract'
import { indexState } from '@/lib/library/keep-index'
import { listOriginals } from '@/lib/library/originals'

/** How much the library holds and how much room it takes; no title and no person. */
export async function readStorage(): Promise<z.infer<typeof storageOutput>> {
  const client = await db()
  const originals = await listOriginals()
  const there = new Set(originals.map(({ sha256 }) => sha256))
  const kept = await client.libraryEdition.findMany({
    where: { state: { not: 'rejected' } },
    select: { sha256: true },
  })
  const { index, complete } = indexState()
  return {
    documents: await client.libraryDocument.count(),
    editions: kept.length,
    passages: await client.libraryPassage.count(),
    originals: {
      files: originals.length,
      bytes: originals.reduce((sum, { bytes }) => sum + bytes, 0),
      missing: kept.filter(({ sha256 }) => !there.has(sha256)).length,
    },
    index: { passages: index.passages(), bytes: index.bytes(), upToDate: complete },
  }
}
