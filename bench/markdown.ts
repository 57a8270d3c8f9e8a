import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { exceedsLimits } from '@/lib/clinical/markdown/limits'
import { PartReader, parsePart } from '@/lib/clinical/markdown/part-reader'
import { plainText } from '@/lib/clinical/markdown/plain-text'
import { WRITTEN_PARTS } from '@/lib/testing/written-answers'

/** Prints the longest task that reading an answer makes: whole hostile texts, and real parts written piece by piece. */
const ROUNDS = 20
const PIECE = 4

const nested = (levels: number, step: number) =>
  Array.from({ length: levels }, (_, i) => `${' '.repeat(step * i)}- a`).join('\n')
const table = (rows: number) => `|a|b|c|d|\n|-|-|-|-|\n${'|**1**|2|3|4|\n'.repeat(rows)}`

/** Just within the limits of one block, and far beyond them. */
const HOSTILE: Readonly<Record<string, string>> = {
  '500 stars': '*a '.repeat(500),
  '500 stars in a row': '*'.repeat(500),
  '250 open and closed': '**a** '.repeat(125),
  '500 backticks of all lengths': Array.from({ length: 31 }, (_, i) => '`'.repeat(i + 1)).join(' '),
  '500 brackets': '['.repeat(500),
  '500 cells': table(110),
  '8 lists': nested(8, 2),
  '8 lists, 100 times': `${nested(8, 2)}\n`.repeat(100),
  '500 items': '- a\n'.repeat(500),
  '1,000 items': '- a\n'.repeat(1000),
  '8 lists, 13 times': `${nested(8, 2)}\n`.repeat(13),
  '20,000 characters': '字'.repeat(20_000),
  '20,000 quotes': '> a\n'.repeat(5000),
  '5,000 stars': '*a '.repeat(5000),
  '200 lists': nested(200, 2),
  '5,000 cells': table(1000),
  '100,000 stars in a row': '*'.repeat(100_000),
  '100,000 characters': 'a*b|c_`d\n'.repeat(11_111),
  '2,000 blocks': '**a**\n\n'.repeat(2000),
}

function timed(task: () => unknown): number {
  const begin = performance.now()
  task()
  return performance.now() - begin
}
/** Milliseconds of the fastest of some rounds: what it costs, without what else the machine does. */
const least = (task: () => unknown) => Math.min(...Array.from({ length: ROUNDS }, () => timed(task)))
const round = (ms: number) => Math.round(ms * 100) / 100

/** The longest step of a part that arrives in pieces, as the page reads it. */
function longestStep(text: string): number {
  const reader = new PartReader()
  const steps = Math.ceil(text.length / PIECE)
  return Math.max(
    ...Array.from({ length: steps }, (_, i) =>
      timed(() => reader.read(text.slice(0, (i + 1) * PIECE), true)),
    ),
  )
}

for (const { text } of WRITTEN_PARTS) plainText(parsePart(text))
const hostile = Object.entries(HOSTILE).map(([name, text]) => ({
  name,
  asText: exceedsLimits(text),
  wholeMs: round(least(() => parsePart(text))),
  writtenMs: round(least(() => new PartReader().read(text, true))),
}))
const real = WRITTEN_PARTS.map(({ name, text }) => ({
  name,
  characters: text.length,
  wholeMs: round(least(() => parsePart(text))),
  longestStepMs: round(Math.min(...Array.from({ length: ROUNDS }, () => longestStep(text)))),
}))
const longest = {
  hostileMs: Math.max(...hostile.map(({ wholeMs, writtenMs }) => Math.max(wholeMs, writtenMs))),
  realMs: Math.max(...real.map(({ longestStepMs }) => longestStepMs)),
}
for (const line of [...hostile, ...real, longest]) process.stdout.write(`${JSON.stringify(line)}\n`)

const file = path.join(import.meta.dirname, 'results', 'markdown.json')
const machine = { cpu: os.cpus()[0]?.model ?? 'unknown', processors: os.cpus().length }
mkdirSync(path.dirname(file), { recursive: true })
writeFileSync(
  file,
  `${JSON.stringify({ at: new Date().toISOString(), machine, longest, hostile, real }, null, 2)}\n`,
)
