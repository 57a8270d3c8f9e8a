import 'server-only'
import type { z } from 'zod'
import { db } from '@/lib/db/client'
import type { ReceivedFile } from '@/lib/http/receive-file'
import type { previewOutput } from '@/lib/library/contract'
import { requireNew, requireSize } from '@/lib/library/propose-edition'
import { readPublication } from '@/lib/library/read-publication'
import type { Actor } from '@/lib/shared/actor'

/** Passages that a preview shows. */
const SAMPLE = 20

/**
 * What a document would be in the library, and what it tells of people; nothing of it is kept. Throws AppError
 * `payload_too_large`, `library_duplicate`, or what `readPublication` throws.
 */
export async function previewDocument(
  file: ReceivedFile,
  { name, actor }: { name: string; actor: Actor },
): Promise<z.infer<typeof previewOutput>> {
  await requireSize(file)
  await requireNew(await db(), file, actor)
  const { publication, places } = await readPublication(file, { name, actor })
  const { passages, ...about } = publication
  return {
    ...about,
    passages: passages.length,
    sample: passages.slice(0, SAMPLE),
    patient: places.patient,
    listed: places.listed,
  }
}
