import { parseArgs } from 'node:util'
import { reportRedFlags } from './clinical/red-flags'
import { recogniseFacts } from '@/lib/clinical/facts/recognise-facts'
import { builtInTables } from '@/lib/clinical/medication/medication-tables'
import { readCase } from '@/lib/quarantine/read-case'
import { readText } from '@/lib/clinical/read-text'
import { findRedFlags } from '@/lib/clinical/red-flags/find-red-flags'
import { reviewAnswer } from '@/lib/clinical/review/live-review'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'

/**
 * Prints how long each recogniser takes for 2,000 characters of a case, how that grows with the length, and how the red flags do.
 * `--set FILE` measures the red flags alone on another set; with `--publish` its figures are those that the portal shows.
 */
const { values: options } = parseArgs({
  options: { set: { type: 'string' }, publish: { type: 'boolean', default: false } },
})
const CASE =
  '患者男，62岁，胸痛3小时伴大汗。既往房颤、COPD病史5年，否认高血压、冠心病。BP 165/95mmHg，HR 102次/分，血钾5.8mmol/L，肌酐132μmol/L。' +
  '目前阿司匹林100mg qd，华法林2.5mg qd，青霉素过敏。心电图示V1-V4导联ST段抬高，D-二聚体2.1mg/L，头颅CT未见出血。'
const ROUNDS = 50
const dictionary = builtInDictionary()

const print = (line: string) => process.stdout.write(`${line}\n`)
const textOf = (length: number) => CASE.repeat(Math.ceil(length / CASE.length)).slice(0, length)

function checkAll(text: string): void {
  readCase(text, { dictionary, tables: builtInTables(), locale: 'zh-CN' })
}

/** An answer of a quarter of the text in each place, to a question of another quarter. */
function reviewAll(text: string): void {
  const quarter = text.length / 4
  const [question = '', thought = '', definition = '', recommendation = ''] = [0, 1, 2, 3].map((i) =>
    text.slice(i * quarter, (i + 1) * quarter),
  )
  const sections = { definition, recommendation }
  reviewAnswer({ question, thought, sections, locale: 'zh-CN', dictionary })
}

const STEPS: Readonly<Record<string, (text: string) => unknown>> = {
  terms: (text) => recogniseTerms(text, dictionary),
  facts: (text) => recogniseFacts(text, []),
  identifiers: (text) => findIdentifiers(text, { dictionary, locale: 'zh-CN' }),
  'red flags': (text) => findRedFlags(readText(text, dictionary)),
  review: reviewAll,
  'whole check': checkAll,
}

/** Milliseconds of one call: the median and the ninetieth of a hundred, after a warm-up. */
function measure(step: (text: string) => unknown, text: string): { median: number; p90: number } {
  for (let i = 0; i < 10; i += 1) step(text)
  const times = Array.from({ length: ROUNDS }, () => {
    const begin = performance.now()
    step(text)
    return performance.now() - begin
  }).sort((a, b) => a - b)
  return { median: times[Math.floor(ROUNDS / 2)] ?? 0, p90: times[Math.floor(ROUNDS * 0.9)] ?? 0 }
}

function reportTimes(): void {
  for (const [name, step] of Object.entries(STEPS)) {
    const { median, p90 } = measure(step, textOf(2000))
    print(`${name.padEnd(12)} 2,000 characters: median ${median.toFixed(2)} ms, p90 ${p90.toFixed(2)} ms`)
  }
  for (const length of [2000, 20_000, 100_000]) {
    const begin = performance.now()
    checkAll(textOf(length))
    print(`whole check  ${length} characters: ${(performance.now() - begin).toFixed(1)} ms`)
  }
}

const { set, publish } = options
if (set === undefined) reportTimes()
for (const line of await reportRedFlags(set === undefined ? {} : { set, publish })) print(line)
