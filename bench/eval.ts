import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { askCase } from '@/bench/eval/ask-case'
import { besideRows } from '@/bench/eval/beside'
import { figuresOf, groupsOf, rowOf } from '@/bench/eval/figures'
import { findInExamples, type FoundByCase } from '@/bench/eval/find-in-examples'
import { configure, openEngine } from '@/bench/eval/open-engine'
import { readOptions, USAGE, type Options } from '@/bench/eval/options'
import { keyOf, Progress } from '@/bench/eval/progress'
import { machine, printTable } from '@/bench/serving/machine'
import { statePath } from '@/lib/config/env'
import { builtInPrompt, readSystemPrompt, systemPromptSha256 } from '@/lib/policies/read-system-prompt'
import { db } from '@/lib/db/client'
import type { Engine } from '@/lib/inference/contract'
import {
  evaluationResultSchema,
  type EvaluationResult,
  type JudgedCase,
  type ModelSettings,
} from '@/lib/release/contract'
import type { Locale } from '@/lib/shared/locale'

/**
 * The hospital's acceptance of a model: puts cases to the engine as doctors' questions are put, judges the answers by rules and
 * writes figures. Going on where an earlier run was stopped is the default.
 */
const print = (line: string): boolean => process.stdout.write(`${line}\n`)

/** The instructions in force: of the installation where it has a database, else those that come with the portal. */
async function instructionsInForce(): Promise<Readonly<Record<Locale, string>>> {
  if (!existsSync(statePath('innerward.db'))) return builtInPrompt.text
  const { text } = await readSystemPrompt()
  await (await db()).$disconnect()
  return text
}

/** Files of the result of a model: in the state folder and, of the portal's own cases, among its results. */
function filesOf(
  { suffix, casesSha256 }: Options,
  { id, sha256 }: { id: string; sha256: string },
  end: string,
) {
  return {
    own: path.resolve(import.meta.dirname, 'results', `eval-${id}${suffix}${end}.json`),
    kept: statePath('eval', `${sha256.slice(0, 12)}-${casesSha256.slice(0, 12)}${end}.json`),
  }
}

const endOf = ({ library }: Options): string => (library ? '-library' : '')

function writeResult(
  options: Options,
  model: { id: string; sha256: string },
  result: EvaluationResult,
): void {
  const { own, kept } = filesOf(options, model, endOf(options))
  const files = options.limited ? [] : options.ownCases ? [kept, own] : [kept]
  if (options.out) files.push(path.resolve(options.out))
  for (const file of files) {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`, file === kept ? { mode: 0o600 } : {})
    print(`Written to ${path.relative(process.cwd(), file)}`)
  }
}

async function judgeAll(
  engine: Engine,
  options: Options,
  {
    progress,
    instructions,
    found,
  }: { progress: Progress; instructions: Readonly<Record<Locale, string>>; found: FoundByCase },
): Promise<JudgedCase[]> {
  const judged: JudgedCase[] = []
  for (const [i, asked] of options.cases.entries()) {
    const before = progress.done.get(keyOf(asked))
    if (before) {
      judged.push(before)
      continue
    }
    const { judged: one, answer } = await askCase(engine, asked, {
      instructions,
      found: found.get(keyOf(asked)) ?? [],
    })
    progress.add(one)
    judged.push(one)
    const { id, locale } = asked
    if (options.keepAnswers) {
      appendFileSync(options.keepAnswers, `${JSON.stringify({ id, locale, answer })}\n`)
    }
    const { must, unsafe, complete } = one.verdict
    const said = `${must.filter(Boolean).length}/${must.length} facts`
    print(
      `${i + 1}/${options.cases.length} ${keyOf(asked)}: ${said}${complete ? '' : ', cut'}${unsafe ? ', UNSAFE' : ''}`,
    )
  }
  return judged
}

function resultOf(
  options: Options,
  {
    engine,
    settings,
    systemPrompt,
  }: { engine: Engine; settings: ModelSettings; systemPrompt: Record<string, string> },
  judged: JudgedCase[],
): EvaluationResult {
  const { id, name, sha256 } = engine.status().model
  const { commit, ...measuredOn } = machine()
  return {
    version: 1,
    at: new Date().toISOString(),
    model: { id, name, sha256 },
    settings,
    systemPrompt,
    cases: { sha256: options.casesSha256, total: options.total, judged: judged.length },
    library: options.library !== null,
    commit: typeof commit === 'string' ? commit : null,
    machine: { ...measuredOn, gpuMode: engine.status().gpu.mode, cpuThreads: engine.status().cpuThreads },
    overall: figuresOf(judged),
    groups: groupsOf(judged),
    answers: judged,
  }
}

/** The same cases without the library, where they were judged before, and with it. */
function printBeside(options: Options, model: { id: string; sha256: string }, judged: JudgedCase[]): void {
  const { own, kept } = filesOf(options, model, '')
  const file = [kept, own].find((one) => existsSync(one))
  if (!file) return
  const without = evaluationResultSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  if (without.model.sha256 !== model.sha256) return
  print(`\nBeside ${path.relative(process.cwd(), file)}, over the same cases:`)
  printTable(besideRows(without.answers, judged))
}

async function evaluate(chosen: Options): Promise<void> {
  configure(chosen.model)
  mkdirSync(statePath(), { recursive: true, mode: 0o700 })
  const instructions = await instructionsInForce()
  const found: FoundByCase = chosen.library ? await findInExamples(chosen.cases) : new Map()
  const cases = chosen.cases.filter((one) => !chosen.library?.offeredOnly || found.has(keyOf(one)))
  const options = { ...chosen, cases }
  const { engine, settings } = await openEngine()
  try {
    const { model } = engine.status()
    const systemPrompt = Object.fromEntries(
      Object.entries(instructions).map(([locale, text]) => [locale, systemPromptSha256(text)]),
    )
    const { sha256, id, name } = model
    const file = statePath(
      'eval',
      `${sha256.slice(0, 12)}-${options.casesSha256.slice(0, 12)}${endOf(options)}.jsonl`,
    )
    const run = {
      model: sha256,
      settings,
      systemPrompt,
      cases: options.casesSha256,
      commit: machine()['commit'],
      ...(options.library ? { library: 'examples' } : {}),
    }
    const progress = Progress.open(file, run, options.fresh)
    print(`${name} (${id}, ${settings.promptFormat}, ${settings.kvType}), ${options.cases.length} cases`)
    const judged = await judgeAll(engine, options, { progress, instructions, found })
    const result = resultOf(options, { engine, settings, systemPrompt }, judged)
    print('')
    printTable([
      rowOf('overall', result.overall),
      ...result.groups.map(({ by, name: group, figures }) => rowOf(`${by} ${group}`, figures)),
    ])
    if (options.library) printBeside(options, model, judged)
    print('\nThe rules look at words; physicians of the hospital read answers before a model is released.')
    writeResult(options, model, result)
  } finally {
    await engine.shutdown()
  }
}

try {
  if (process.argv.includes('--help')) print(USAGE)
  else await evaluate(readOptions(process.argv.slice(2)))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`)
  process.exitCode = 1
}
