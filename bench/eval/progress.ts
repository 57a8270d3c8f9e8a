import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { canonicalJson } from '@/lib/shared/canonical-json'
import { judgedCaseSchema, type JudgedCase } from '@/lib/release/contract'

/** What makes two parts of a run one run: model, settings, instructions, cases and the commit that judges. */
export type RunIdentity = Readonly<Record<string, unknown>>

const headSchema = z.object({ run: z.record(z.string(), z.unknown()) })

/**
 * The cases that are judged already, one a line behind a line that says of which run, so that a run that was stopped goes on.
 * It holds verdicts and no answers.
 */
export class Progress {
  private constructor(
    private readonly file: string,
    readonly done: ReadonlyMap<string, JudgedCase>,
  ) {}

  /** Throws an Error that names what differs when the file belongs to another run. */
  static open(file: string, run: RunIdentity, fresh: boolean): Progress {
    if (fresh) rmSync(file, { force: true })
    if (!existsSync(file)) {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
      writeFileSync(file, `${JSON.stringify({ run })}\n`, { mode: 0o600 })
      return new Progress(file, new Map())
    }
    const text = readFileSync(file, 'utf8')
    // Else the next case would be joined to a line that a crash cut off.
    if (!text.endsWith('\n')) appendFileSync(file, '\n')
    const [head = '', ...lines] = text.split('\n')
    const before = headSchema.parse(JSON.parse(head)).run
    const names = [...new Set([...Object.keys(before), ...Object.keys(run)])]
    const changed = names.filter((name) => canonicalJson(before[name]) !== canonicalJson(run[name]))
    if (changed.length > 0) {
      throw new Error(`the stopped run differs in ${changed.join(', ')}; start over with --fresh`)
    }
    const judged = lines.flatMap(lineOf)
    return new Progress(file, new Map(judged.map((one) => [keyOf(one), one])))
  }

  add(judged: JudgedCase): void {
    appendFileSync(this.file, `${JSON.stringify(judged)}\n`, { mode: 0o600 })
  }
}

/** A case by language and id: the files of two languages may share ids. */
export const keyOf = ({ locale, id }: { locale: string; id: string }): string => `${locale}/${id}`

/** A line that a crash cut off is no case: it is judged again. */
function lineOf(line: string): JudgedCase[] {
  try {
    return [judgedCaseSchema.parse(JSON.parse(line))]
  } catch {
    return []
  }
}
