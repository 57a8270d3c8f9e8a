import { existsSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { readRows } from '../read-rows'
import { goldNoteSchema, type GoldNote } from './gold'

/**
 * The notes of a folder's `notes.jsonl`.
 *
 * @throws Error with the line's number for a line that is no note.
 */
export const readSet = (folder: string): GoldNote[] =>
  readRows(path.join(folder, 'notes.jsonl'), goldNoteSchema)

const placeShape = { start: z.int(), end: z.int() }
const publicNoteSchema = z.object({
  id: z.string(),
  lang: z.enum(['zh', 'en']),
  text: z.string(),
  gold: z
    .object({
      values: z.array(z.object({ ...placeShape, name: z.string(), value: z.string() })).optional(),
      findings: z.array(z.object({ ...placeShape, text: z.string(), assertion: z.string() })).optional(),
    })
    .nullish(),
})
export type PublicNote = z.infer<typeof publicNoteSchema>

/** Public notes with marked values and findings, places counted in code points; `[]` where the file is not there. */
export function readPublic(file: string): PublicNote[] {
  if (!existsSync(file)) return []
  return readRows(file, publicNoteSchema).filter(({ gold }) => gold?.values || gold?.findings)
}
