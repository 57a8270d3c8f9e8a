import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { toolEnv } from '@/scripts/install.mjs'

/** How many tests of a job came out how. */
export interface Counts {
  passed: number
  failed: number
  skipped: number
}
/** What a suite says of itself: its counts, and of each test that failed its name and why. */
export interface Report extends Counts {
  reasons: readonly string[]
}
/** A check that counts as one test, or a suite, whose counts are read from the report it writes. */
export interface Job {
  name: string
  command: readonly string[]
  env?: Readonly<Record<string, string>>
  report?: { file: string; read: (report: unknown) => Report }
}
interface Ended {
  ok: boolean
  output: string
}
type Judged = Counts & { ok: boolean; why: string }
/** The end of what a check printed, where it left no report. */
const LAST_CHARACTERS = 12_000

/** No test fetches a model from outside. */
const OFFLINE = { EVALUATION_MODEL: 'off' }

interface Place {
  root: string
  /** The folder for temporary files, where it is not that of the system. */
  scratch?: string
}

function execute(
  { root, scratch }: Place,
  { command: [program = '', ...args], env = {} }: Job,
): Promise<Ended> {
  const own = scratch === undefined ? {} : { TMPDIR: scratch }
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: toolEnv(root, { ...OFFLINE, ...own, ...env }),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output: string[] = []
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => output.push(text))
    }
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ ok: false, output: `${program}: ${error.code ?? error.name}` }),
    )
    child.once('close', (code) => resolve({ ok: code === 0, output: output.join('') }))
  })
}

/** What a job counts: its own counts, or one for a check and for a runner that left no report. */
function judge({ report }: Job, { ok, output }: Ended): Judged {
  const why = output.slice(-LAST_CHARACTERS)
  if (!report || !existsSync(report.file)) {
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, ok, why }
  }
  const { reasons, ...counts } = report.read(JSON.parse(readFileSync(report.file, 'utf8')))
  // A runner can fail outside any test, for example in its set-up.
  const failed = counts.failed === 0 && !ok ? 1 : counts.failed
  return { ...counts, failed, ok: failed === 0, why: reasons.length > 0 ? reasons.join('\n\n') : why }
}

function tell({ name, report }: Job, { passed, failed, skipped, ok }: Judged, seconds: number): void {
  const counts = report ? `: ${passed} passed, ${failed} failed, ${skipped} skipped` : ''
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name}${counts} (${seconds} s)\n`)
}

interface Outcome {
  counts: Counts
  failures: { name: string; why: string }[]
}

/**
 * Runs jobs in the order given, as many at once as there are lanes, and tells each as it ends. Returns the sum of the counts,
 * and the failures with their reasons.
 */
export async function runJobs(place: Place, jobs: readonly Job[], lanes: number): Promise<Outcome> {
  // The first stage closed this process as it does the portal; tests run as where somebody runs one alone.
  process.umask(0o022)
  const waiting = [...jobs]
  const results: (Judged & { name: string })[] = []
  const lane = async (): Promise<void> => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      const begin = Date.now()
      if (job.report) rmSync(job.report.file, { force: true })
      const ended = await execute(place, job)
      const result = judge(job, ended)
      tell(job, result, Math.round((Date.now() - begin) / 1000))
      for (const reason of ended.output.match(/^.*skipped because.*$/gim) ?? []) {
        process.stdout.write(`     ${reason}\n`)
      }
      results.push({ ...result, name: job.name })
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, jobs.length) }, lane))
  const sum = (key: keyof Counts): number => results.reduce((total, result) => total + result[key], 0)
  return {
    counts: { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') },
    failures: results.filter(({ ok }) => !ok),
  }
}

/** Prints why each check failed that did. */
export function tellFailures(failures: Outcome['failures']): void {
  for (const { name, why } of failures) process.stdout.write(`\n--- ${name} ---\n${why}\n`)
}
