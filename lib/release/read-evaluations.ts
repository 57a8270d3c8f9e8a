import 'server-only'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { statePath } from '@/lib/config/env'
import { canonicalJson } from '@/lib/shared/canonical-json'
import {
  evaluationResultSchema,
  type EvaluationResult,
  type EvaluationSummary,
  type ModelSettings,
} from '@/lib/release/contract'

/** A result file larger than this is not one. */
const MOST_BYTES = 32 * 1024 * 1024

interface ResultFile {
  file: string
  /** Changes when the file does. */
  stamp: string
}

function filesIn(folder: string, name: RegExp): ResultFile[] {
  try {
    return readdirSync(folder)
      .filter((one) => name.test(one))
      .sort()
      .map((one) => {
        const file = path.join(folder, one)
        const { size, mtimeMs, ino } = statSync(file)
        return { file, stamp: `${file}:${size}:${mtimeMs}:${ino}` }
      })
  } catch {
    // No evaluation was run here yet.
    return []
  }
}

/** The result files: those of this installation, then those that come with the portal. */
export function evaluationFiles(): ResultFile[] {
  return [
    ...filesIn(statePath('eval'), /^[\w.-]+\.json$/),
    ...filesIn(path.resolve('bench', 'results'), /^eval-[\w.-]+\.json$/),
  ]
}

export interface Evaluation {
  /** SHA-256 of the file. */
  sha256: string
  result: EvaluationResult
}

function readEvaluation({ file }: ResultFile): Evaluation[] {
  try {
    if (statSync(file).size > MOST_BYTES) return []
    const bytes = readFileSync(file)
    const parsed = evaluationResultSchema.safeParse(JSON.parse(bytes.toString('utf8')))
    return parsed.success
      ? [{ sha256: createHash('sha256').update(bytes).digest('hex'), result: parsed.data }]
      : []
  } catch {
    // A file that is no result, or is being replaced, is none.
    return []
  }
}

/** Evaluations of a model alone, without documents, over all of their cases, the newest first. */
export function evaluationsOf(sha256: string): Evaluation[] {
  return evaluationFiles()
    .flatMap(readEvaluation)
    .filter(({ result }) => result.model.sha256 === sha256 && !result.library)
    .filter(({ result }) => result.cases.judged === result.cases.total)
    .sort((a, b) => (a.result.at < b.result.at ? 1 : -1))
}

const isSame = (a: ModelSettings, b: ModelSettings): boolean => canonicalJson(a) === canonicalJson(b)

/** The newest whole evaluation of a model with just these settings; null where there is none. */
export function evaluationWith(
  sha256: string,
  { promptFormat, sampling, kvType }: ModelSettings,
): Evaluation | null {
  const settings = { promptFormat, sampling, kvType }
  return evaluationsOf(sha256).find(({ result }) => isSame(result.settings, settings)) ?? null
}

/** What may be shown of an evaluation. */
export function summaryOf({ sha256, result }: Evaluation): EvaluationSummary {
  const { at, cases, commit, overall } = result
  return { sha256, at, cases, commit, overall }
}
