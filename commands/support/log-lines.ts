import { z } from 'zod'

/** What a line of the portal's log may carry on; everything else of a line is left out. */
const code = z.string().regex(/^[\w.:#/@ <>[\]()+-]{1,200}$/)
const lineSchema = z.object({
  level: z.union([z.string().regex(/^[a-z]{1,8}$/), z.int()]),
  time: z.iso.datetime(),
  msg: z.string().regex(/^[\x20-\x7e]{1,120}$/),
  component: code.optional(),
  errorName: code.optional(),
  code: code.optional(),
  errno: z.int().optional(),
  frames: z.array(code).max(10).optional(),
  job: code.optional(),
  state: code.optional(),
  endpoint: code.optional(),
  count: z.number().optional(),
  durationMs: z.number().optional(),
  port: z.int().optional(),
  threads: z.int().optional(),
  requestId: z.uuid().optional(),
  runId: z.uuid().optional(),
})

/** The lines of a log that the portal wrote, with known fields of a known form alone, and how many others there were. */
export function knownLines(text: string): { lines: string[]; others: number } {
  const read = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        return lineSchema.parse(JSON.parse(line.slice(line.indexOf('{'))))
      } catch {
        return null
      }
    })
  const lines = read.flatMap((line) => (line === null ? [] : [JSON.stringify(line)]))
  return { lines, others: read.length - lines.length }
}
