import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { askCase } from '@/bench/eval/ask-case'
import { figuresOf, groupsOf, rowOf } from '@/bench/eval/figures'
import { configure, openEngine } from '@/bench/eval/open-engine'
import { readOptions, USAGE, type Options } from '@/bench/eval/options'
import { keyOf, Progress } from '@/bench/eval/progress'
import { machine, printTable } from '@/bench/serving/machine'
import { statePath } from '@/lib/config/env'
import { builtInPrompt, readSystemPrompt, systemPromptSha256 } from '@/lib/policies/read-system-prompt'
import { db } from '@/lib/db/client'
import type { Engine } from '@/lib/inference/contract'
import type { EvaluationResult, JudgedCase, ModelSettings } from '@/lib/release/contract'
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

function writeResult(
  options: Options,
  model: { id: string; sha256: string },
  result: EvaluationResult,
): void {
  const own = path.resolve(import.meta.dirname, 'results', `eval-${model.id}${options.suffix}.json`)
  const kept = statePath('eval', `${model.sha256.slice(0, 12)}-${options.casesSha256.slice(0, 12)}.json`)
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
  { progress, instructions }: { progress: Progress; instructions: Readonly<Record<Locale, string>> },
): Promise<JudgedCase[]> {
  const judged: JudgedCase[] = []
  for (const [i, asked] of options.cases.entries()) {
    const before = progress.done.get(keyOf(asked))
    if (before) {
      judged.push(before)
      continue
    }
    const { judged: one, answer } = await askCase(engine, asked, instructions)
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
    commit: typeof commit === 'string' ? commit : null,
    machine: { ...measuredOn, gpuMode: engine.status().gpu.mode, cpuThreads: engine.status().cpuThreads },
    overall: figuresOf(judged),
    groups: groupsOf(judged),
    answers: judged,
  }
}

async function evaluate(options: Options): Promise<void> {
  configure(options.model)
  mkdirSync(statePath(), { recursive: true, mode: 0o700 })
  const instructions = await instructionsInForce()
  const { engine, settings } = await openEngine()
  try {
    const { model } = engine.status()
    const systemPrompt = Object.fromEntries(
      Object.entries(instructions).map(([locale, text]) => [locale, systemPromptSha256(text)]),
    )
    const { sha256, id, name } = model
    const file = statePath('eval', `${sha256.slice(0, 12)}-${options.casesSha256.slice(0, 12)}.jsonl`)
    const run = {
      model: sha256,
      settings,
      systemPrompt,
      cases: options.casesSha256,
      commit: machine()['commit'],
    }
    const progress = Progress.open(file, run, options.fresh)
    print(`${name} (${id}, ${settings.promptFormat}, ${settings.kvType}), ${options.cases.length} cases`)
    const judged = await judgeAll(engine, options, { progress, instructions })
    const result = resultOf(options, { engine, settings, systemPrompt }, judged)
    print('')
    printTable([
      rowOf('overall', result.overall),
      ...result.groups.map(({ by, name: group, figures }) => rowOf(`${by} ${group}`, figures)),
    ])
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
