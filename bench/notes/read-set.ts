import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { goldNoteSchema, type GoldNote } from './gold'

const lines = (file: string) => readFileSync(file, 'utf8').split('\n').filter(Boolean)

/**
 * The notes of a folder's `notes.jsonl`.
 *
 * @throws Error with the line's number for a line that is no note.
 */
export function readSet(folder: string): GoldNote[] {
  const file = path.join(folder, 'notes.jsonl')
  return lines(file).map((line, i) => {
    const note = goldNoteSchema.safeParse(JSON.parse(line))
    if (!note.success) throw new Error(`${file}:${i + 1} ${z.prettifyError(note.error)}`)
    return note.data
  })
}

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
  return lines(file)
    .map((line) => publicNoteSchema.parse(JSON.parse(line)))
    .filter(({ gold }) => gold?.values || gold?.findings)
}
