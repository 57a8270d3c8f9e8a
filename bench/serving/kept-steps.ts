import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { writeFileWhole } from '@/lib/shared/write-file-whole'

/** What results must have in common to stand in one table. */
interface Circumstances {
  /** Everything that the build is made of. */
  build: string
  /** Id of the machine's boot: another boot may be another machine. */
  boot: string
  options: string
}

const keptSchema = z.object({
  build: z.string(),
  boot: z.string(),
  options: z.string(),
  steps: z.record(z.string(), z.object({ seconds: z.number(), result: z.unknown() })),
})
type Kept = z.infer<typeof keptSchema>

const SENTENCES = {
  build: 'they are of other sources',
  boot: 'the machine was started since',
  options: 'they were measured with other options',
} as const

/** The results of steps so far, in a file that the next call goes on with. */
export class KeptSteps {
  private readonly kept: Kept

  /** Throws a sentence where the file holds results of other circumstances, which must not be joined. */
  constructor(
    private readonly file: string,
    now: Circumstances,
  ) {
    const found = existsSync(file) ? keptSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null
    for (const name of ['build', 'boot', 'options'] as const) {
      if (found && found[name] !== now[name]) {
        throw new Error(
          `the results in ${file} cannot be gone on with: ${SENTENCES[name]}. Begin anew with --anew.`,
        )
      }
    }
    this.kept = found ?? { ...now, steps: {} }
  }

  has(name: string): boolean {
    return name in this.kept.steps
  }

  /** The longest time that a step took, in seconds. */
  longest(): number {
    return Math.max(0, ...Object.values(this.kept.steps).map(({ seconds }) => seconds))
  }

  /** The results of the steps whose names begin so, each as the schema reads it. */
  results<T>(prefix: string, schema: z.ZodType<T>): T[] {
    return Object.entries(this.kept.steps).flatMap(([name, { result }]) =>
      name.startsWith(prefix) ? [schema.parse(result)] : [],
    )
  }

  /** Runs a step and keeps its result; the file is replaced as a whole. */
  async run(name: string, work: () => Promise<unknown>): Promise<void> {
    const from = performance.now()
    const result = await work()
    this.kept.steps[name] = { seconds: (performance.now() - from) / 1000, result }
    mkdirSync(path.dirname(this.file), { recursive: true })
    writeFileWhole(this.file, JSON.stringify(this.kept))
  }
}
