import { readFileSync } from 'node:fs'
import { z } from 'zod'

/**
 * The rows of a file of JSON Lines, each by the schema; empty lines are none.
 *
 * @throws Error with the line's number for a line that the schema does not take.
 */
export function readRows<T>(file: string, schema: z.ZodType<T>): T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, i) => {
      if (line.trim() === '') return []
      const row = schema.safeParse(JSON.parse(line))
      if (!row.success) throw new Error(`${file}:${i + 1} ${z.prettifyError(row.error)}`)
      return [row.data]
    })
}
